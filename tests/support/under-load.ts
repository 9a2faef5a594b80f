import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** `done`: a correct response. `later`: 503 with Retry-After. Anything else is what the test looks for. */
export type Outcome = "done" | "later" | { wrong: string };

type Answered = { status: number; retryAfter: string | null | undefined };

/** Judges a response; `what` describes it if it is wrong. */
export function judge({ status, retryAfter }: Answered, isRight: boolean, what: string): Outcome {
  if (status === 503 && Number(retryAfter) > 0) return "later";
  return isRight ? "done" : { wrong: `${what} (${status})` };
}

/** `doneAt`: when the last correct response arrived, by `performance.now()`. */
export type Tally = { done: number; later: number; wrong: string[]; doneAt: number };

export const newTally = (): Tally => ({ done: 0, later: 0, wrong: [], doneAt: 0 });

/** Repeats a request until told to stop; a broken request counts as a wrong response. */
export async function keepAsking(one: () => Promise<Outcome>, tally: Tally, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const outcome = await one().catch((error): Outcome => ({ wrong: `${error} ${error?.cause ?? ""}` }));
    if (outcome === "done") tally.doneAt = performance.now();
    if (typeof outcome === "object") tally.wrong.push(outcome.wrong);
    else tally[outcome]++;
    // Ask less often while the database is down, as any client that obeys Retry-After would.
    if (outcome !== "done") await sleep(10);
  }
}
