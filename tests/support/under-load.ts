import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** `done`: a right answer. `later`: 503 with Retry-After. Anything else is what a test is about. */
export type Outcome = "done" | "later" | { wrong: string };

type Answered = { status: number; retryAfter: string | null | undefined };

/** What became of a request; `what` is told when it is wrong. */
export function judge({ status, retryAfter }: Answered, isRight: boolean, what: string): Outcome {
  if (status === 503 && Number(retryAfter) > 0) return "later";
  return isRight ? "done" : { wrong: `${what} (${status})` };
}

/** `doneAt`: when the last right answer came, by `performance.now()`. */
export type Tally = { done: number; later: number; wrong: string[]; doneAt: number };

export const newTally = (): Tally => ({ done: 0, later: 0, wrong: [], doneAt: 0 });

/** Asks the same again and again until told to stop; a request that breaks off is a wrong answer. */
export async function keepAsking(one: () => Promise<Outcome>, tally: Tally, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const outcome = await one().catch((error): Outcome => ({ wrong: `${error} ${error?.cause ?? ""}` }));
    if (outcome === "done") tally.doneAt = performance.now();
    if (typeof outcome === "object") tally.wrong.push(outcome.wrong);
    else tally[outcome]++;
    // An absent database is asked for less often, as by anybody who reads Retry-After.
    if (outcome !== "done") await sleep(10);
  }
}
