import { failureWords } from "@/lib/deliveries/failure-words";

type Props = { lastStatus: number | null; lastFailure: string | null; lastTookMs: number | null };

/** The last attempt's result in a few words: "200 in 38 ms", "Timed out"; null before the first. */
export function outcomeWords({ lastStatus, lastFailure, lastTookMs }: Props): string | null {
  if (lastFailure !== null) return failureWords(lastFailure, lastStatus).title;
  if (lastStatus === null) return null;
  return lastTookMs === null ? String(lastStatus) : `${lastStatus} in ${msWords(lastTookMs)}`;
}

/** "38 ms", "1.2 s". */
export const msWords = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
