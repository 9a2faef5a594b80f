import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { attempt } from "@/lib/deliveries/attempt";
import { Bell } from "@/lib/deliveries/bell";
import { type Claimed, claimDeliveries } from "@/lib/deliveries/claim";
import { Recorder } from "@/lib/deliveries/recorder";
import { atOnce } from "@/lib/deliveries/rules";
import { giveBackHeld } from "@/lib/deliveries/sweep";
import { listenForDeliveries } from "@/lib/deliveries/wake-up";
import { log } from "@/lib/log";
import { startRevalidation } from "@/lib/subscriptions/revalidate";

/** The longest wait before it looks for due deliveries again, and how often it releases held ones. */
const pollMs = 1_000;
const sweepMs = 2_000;

/** How long a stop waits for attempts in progress, and then for them to be recorded. */
const finishWithinMs = 3_000;
const writeWithinMs = 500;

/**
 * Sends due deliveries in this process until stopped, and revalidates endpoints; any number of processes may share a
 * database.
 * The returned function stops it: nothing more is claimed, and attempts in progress finish. Those that take longer than
 * 3 s are aborted, and due again when their lease expires.
 */
export function startDeliveries(): () => Promise<void> {
  const worker = new Worker();
  const stopListening = listenForDeliveries(worker.bell.ring);
  const stopRevalidation = startRevalidation();
  const working = Promise.all([worker.deliver(), worker.sweep()]);
  return async () => {
    worker.stopping.abort();
    worker.bell.ring();
    await worker.finish(Promise.all([working, stopListening(), stopRevalidation()]));
  };
}

class Worker {
  readonly stopping = new AbortController();
  readonly bell = new Bell();
  readonly #cutOff = new AbortController();
  readonly #recorder = new Recorder(this.bell.ring);
  readonly #underWay = new Set<Promise<void>>();
  readonly #byAccount = new Map<string, number>();
  readonly #byEndpoint = new Map<string, number>();

  constructor() {
    // Every attempt in progress listens to it, more than Node expects.
    setMaxListeners(0, this.#cutOff.signal);
  }

  async deliver(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const claimed = await this.#claim();
      for (const one of claimed) this.#begin(one);
      if (claimed.length === 0) await this.bell.heard(pollMs);
    }
  }

  async #claim(): Promise<Claimed[]> {
    const free = atOnce.inProcess - this.#underWay.size;
    if (free <= 0) return [];
    try {
      return await claimDeliveries({ free, byAccount: this.#byAccount, byEndpoint: this.#byEndpoint });
    } catch (error) {
      log.warn({ err: error }, "deliveries could not be claimed");
      await this.#pause(pollMs);
      return [];
    }
  }

  #begin(claimed: Claimed): void {
    this.#count(claimed, 1);
    const task = this.#attempt(claimed).finally(() => {
      this.#underWay.delete(task);
      this.#count(claimed, -1);
    });
    this.#underWay.add(task);
  }

  #count({ accountId, subscriptionId }: Claimed, more: 1 | -1): void {
    add(this.#byAccount, accountId, more);
    add(this.#byEndpoint, subscriptionId, more);
  }

  /** An attempt we aborted says nothing about its endpoint, and is not recorded. */
  async #attempt(claimed: Claimed): Promise<void> {
    try {
      const made = await attempt(claimed, this.#cutOff.signal);
      if (made && !this.#cutOff.signal.aborted) this.#recorder.add(made);
    } catch (error) {
      if (!this.#cutOff.signal.aborted) log.error({ err: error, delivery: claimed.id }, "a delivery could not be sent");
    }
  }

  async sweep(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const given = await giveBackHeld().catch((error: unknown) => {
        log.warn({ err: error }, "held deliveries could not be released");
        return 0;
      });
      if (given > 0) this.bell.ring();
      await this.#pause(sweepMs);
    }
  }

  async #pause(forMs: number): Promise<void> {
    await sleep(forMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /**
   * `ended`: resolves when nothing more will start. Not awaited beyond the limit, in case the database does not answer.
   */
  async finish(ended: Promise<unknown>): Promise<void> {
    await within(
      finishWithinMs,
      ended.then(() => Promise.all(this.#underWay)),
    );
    this.#cutOff.abort();
    await within(writeWithinMs, Promise.all([...this.#underWay, this.#recorder.done()]));
  }
}

function add(counts: Map<string, number>, key: string, more: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + more;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
