"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { answerOf, type Refused } from "../../_act/answer";

/** Running through the options of a select with the arrow keys is not a question each. */
const pauseMs = 150;

type Found<Shown> = { subject: string; turn: number; shown: Shown | null; problem: string | null };

export type Preview<Shown> = {
  /** What was found about the subject; null while it is looked at, or when it could not be. */
  shown: Shown | null;
  problem: string | null;
  /** Looks again, because the world has changed since. */
  again: () => void;
  /** For `onRefused`: looks again if the effect is no longer the one that was shown. */
  againIfChanged: (refused: Refused) => void;
};

/** Looks at what choosing `subject` would do, anew whenever it is another; null: nothing is chosen yet. */
export function usePreview<Shown>(
  subject: string | null,
  look: (subject: string) => Promise<ActionResult<Shown>>,
): Preview<Shown> {
  const [turn, setTurn] = useState(0);
  const [found, setFound] = useState<Found<Shown> | null>(null);
  const ask = useEffectEvent((about: string) => answerOf(() => look(about)));

  useEffect(() => {
    if (subject === null) return;
    let isNewest = true;
    const pause = setTimeout(async () => {
      const result = await ask(subject);
      if (!isNewest) return;
      const found = result.ok ? { shown: result.value, problem: null } : { shown: null, problem: result.message };
      setFound({ subject, turn, ...found });
    }, pauseMs);
    return () => {
      isNewest = false;
      clearTimeout(pause);
    };
  }, [subject, turn]);

  const isCurrent = found !== null && found.subject === subject && found.turn === turn;
  const again = () => setTurn((before) => before + 1);
  return {
    shown: isCurrent ? found.shown : null,
    problem: isCurrent ? found.problem : null,
    again,
    againIfChanged: ({ code }) => code === "effect-changed" && again(),
  };
}
