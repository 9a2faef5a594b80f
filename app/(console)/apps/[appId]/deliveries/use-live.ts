"use client";

import { useEffect, useState } from "react";
import { unreachableForNow } from "@/components/unreachable";

const patientMs = 5000;

type Live<T> = {
  /** The newest known value. */
  value: T;
  /** Why updates stopped or are interrupted; null while they work. */
  problem: string | null;
};

/**
 * Polls `address` while the page is visible, `everyMs` after each answer and 5 seconds after a failure. Returns the
 * newest answer or `rendered`, whichever is newer by the database's clock. A null address is not polled.
 */
export function useLive<T extends { now: string }>(address: string | null, rendered: T, everyMs: number): Live<T> {
  const [answered, setAnswered] = useState<{ address: string; value: T } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (address === null) return;
    const asking = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;

    async function ask(about: string) {
      clearTimeout(again);
      if (document.visibilityState === "hidden") return;
      const { value, why, isFinal } = await fetchLive<T>(about, asking.signal);
      if (asking.signal.aborted) return;
      setProblem(why);
      if (value) setAnswered({ address: about, value });
      if (!isFinal) again = setTimeout(() => ask(about), value ? everyMs : patientMs);
    }

    const wake = () => void (document.visibilityState === "visible" && ask(address));
    document.addEventListener("visibilitychange", wake);
    again = setTimeout(() => ask(address), everyMs);
    return () => {
      asking.abort();
      clearTimeout(again);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [address, everyMs]);

  const isNewer = answered !== null && answered.address === address && answered.value.now > rendered.now;
  return { value: isNewer ? answered.value : rendered, problem };
}

type Fetched<T> = { value: T | null; why: string | null; isFinal: boolean };

async function fetchLive<T>(address: string, signal: AbortSignal): Promise<Fetched<T>> {
  try {
    const response = await fetch(address, { signal, redirect: "error" });
    if (response.ok) return { value: await response.json(), why: null, isFinal: false };
    if (response.status === 401)
      return { value: null, why: "You’re signed out, so this page isn’t updating.", isFinal: true };
    if (response.status === 404) return { value: null, why: "This app no longer exists.", isFinal: true };
  } catch {
    if (signal.aborted) return { value: null, why: null, isFinal: true };
  }
  return { value: null, why: unreachableForNow, isFinal: false };
}
