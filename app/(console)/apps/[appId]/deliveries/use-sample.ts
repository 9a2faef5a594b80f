"use client";

import { useState } from "react";
import { usePreview } from "../../../_effect/use-preview";
import { sampleEventAction } from "./actions";

/** The payload of a test event: the sample for its type or, once edited, what was typed. */
export function useSample(appId: string, event: string | null) {
  const [edited, setEdited] = useState<{ event: string; text: string } | null>(null);
  const { shown, problem } = usePreview(event, (type) => sampleEventAction({ appId, event: type }));
  const isEdited = edited !== null && edited.event === event;
  return {
    text: isEdited ? edited.text : (shown?.payload ?? ""),
    problem: isEdited ? null : problem,
    edit: (text: string) => event !== null && setEdited({ event, text }),
  };
}
