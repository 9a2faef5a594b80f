"use client";

import { useEffect, useState } from "react";
import { unreachable } from "@/components/unreachable";
import type { AppOwner } from "@/lib/condition/owners";

type Answer = { owners: AppOwner[]; problem?: string };

const nobody: Answer = { owners: [] };

/** The owners whose name contains the text, fetched while `open`; only the newest request counts. */
export function useOwners(open: boolean, text: string): Answer {
  const [answer, setAnswer] = useState(nobody);
  useEffect(() => {
    if (!open) return;
    const question = new AbortController();
    void ask(text, question.signal).then((found) => {
      if (!question.signal.aborted) setAnswer(found);
    });
    return () => question.abort();
  }, [open, text]);
  return answer;
}

async function ask(text: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`/apps/owners?${new URLSearchParams({ q: text })}`, { signal, redirect: "error" });
    if (response.ok) return await response.json();
    return { owners: [], problem: response.status === 401 ? "You are signed out." : "The server cannot answer." };
  } catch {
    return { owners: [], problem: unreachable };
  }
}
