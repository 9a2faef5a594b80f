import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "@/lib/database/away";
import { conflictCodes } from "@/lib/database/conflict-codes";
import { faultOf } from "@/lib/database/faults";
import type { Attempt } from "@/lib/deliveries/attempt";
import { type GivenUp, recordAttempts } from "@/lib/deliveries/record";
import { log } from "@/lib/log";
import { disableSubscription } from "@/lib/subscriptions/disable";

const againAfterMs = 200;
const mostAtOnce = 500;

/**
 * Records attempts as they finish, batching those that finish at about the same time, and disables endpoints that are
 * given up. Calls `recorded` after each batch. Retries until the batch can be written; if a lease has expired by then,
 * the fence decides.
 */
export class Recorder {
  #waiting: Attempt[] = [];
  #writing: Promise<void> | null = null;

  constructor(private readonly recorded: () => void) {}

  add(attempt: Attempt): void {
    this.#waiting.push(attempt);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves once everything added is recorded. */
  async done(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Attempts that finish in the same turn of the event loop are batched from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const attempts = this.#waiting.splice(0, mostAtOnce);
      await write(attempts);
      this.recorded();
    }
  }
}

async function write(attempts: readonly Attempt[]): Promise<void> {
  for (;;) {
    try {
      return await giveUp(await recordAttempts(attempts));
    } catch (error) {
      // A smaller batch may succeed in time.
      const isTooMany = attempts.length > 1 && faultOf(error)?.name === "too-slow";
      if (isTooMany || !mayPass(error)) return writeSingly(attempts, error);
      await sleep(againAfterMs);
    }
  }
}

/** An endpoint that can't be disabled now will be at its next failure. */
async function giveUp(endpoints: readonly GivenUp[]): Promise<void> {
  for (const { subscriptionId, because } of endpoints) {
    await disableSubscription(subscriptionId, because).catch((error: unknown) => {
      log.warn({ err: error, subscriptionId }, "a subscription could not be disabled");
    });
  }
}

/** Records attempts one by one, so that one that can't be written does not block the others. */
async function writeSingly(attempts: readonly Attempt[], error: unknown): Promise<void> {
  const [only, ...others] = attempts;
  if (others.length === 0) {
    log.error({ err: error, delivery: only?.claimed.id }, "an attempt could not be recorded");
    return;
  }
  for (const attempt of attempts) await write([attempt]);
}

const mayPass = (error: unknown): boolean =>
  isDatabaseAway(error) || conflictCodes.includes(String((error as { code?: unknown } | null)?.code));
