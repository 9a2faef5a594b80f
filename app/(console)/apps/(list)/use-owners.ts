"use client";

import { useEffect, useState } from "react";
import { unreachable } from "@/components/unreachable";
import type { AppOwner } from "@/lib/condition/owners";

type Found = { owners: AppOwner[]; problem?: string };

/** `asked`: the text this answers; null until the first answer. */
type Answer = Found & { asked: string | null };

/** The owners whose name contains the text, fetched from the server; only the newest request counts. */
export function useOwners(text: string): Answer {
  const [answer, setAnswer] = useState<Answer>({ asked: null, owners: [] });
  useEffect(() => {
    const question = new AbortController();
    void ask(text, question.signal).then((found) => {
      if (!question.signal.aborted) setAnswer({ asked: text, ...found });
    });
    return () => question.abort();
  }, [text]);
  return answer;
}

async function ask(text: string, signal: AbortSignal): Promise<Found> {
  try {
    const response = await fetch(`/apps/owners?${new URLSearchParams({ q: text })}`, { signal, redirect: "error" });
    if (response.ok) return await response.json();
    return { owners: [], problem: response.status === 401 ? "You are signed out." : "The server cannot answer." };
  } catch {
    return { owners: [], problem: unreachable };
  }
}
