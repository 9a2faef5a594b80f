"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { answerOf, type Refused } from "../../_act/answer";

/** Debounced, so that arrowing through a select does not send a request per option. */
const pauseMs = 150;

type Found<Shown> = { subject: string; turn: number; shown: Shown | null; problem: string | null };

export type Preview<Shown> = {
  /** The preview of the current subject; null while it loads and if loading failed. */
  shown: Shown | null;
  problem: string | null;
  /** Loads the preview again. */
  again: () => void;
  /** For `onRefused`: loads the preview again if the refusal was `effect-changed`. */
  againIfChanged: (refused: Refused) => void;
};

/** Loads what choosing `subject` would do, again for each new subject; null while nothing is chosen. */
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
