import { setTimeout as sleep } from "node:timers/promises";
import { runServer } from "@/tests/support/server";

type Worker = ReturnType<typeof runServer>;

/** Two processes that deliver, which are killed and frozen; whoever was killed is followed by another at once. */
export class Workers {
  #running: Worker[] = [];
  lastKillMs = 0;

  constructor(private readonly env: Record<string, string>) {
    this.#running = [this.#start(), this.#start()];
  }

  #start(): Worker {
    return runServer(this.env, "dist/worker.js");
  }

  /** Resolves once all of them deliver. */
  async ready(): Promise<void> {
    for (const worker of this.#running) {
      while (!worker.output().includes("delivers notifications")) {
        if (worker.process.exitCode !== null) throw new Error(`A worker ended:\n${worker.output()}`);
        await sleep(10);
      }
    }
  }

  /** Kills the one that has run longest, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const [victim, ...others] = this.#running;
    victim?.process.kill("SIGKILL");
    this.lastKillMs = performance.now();
    await victim?.exit;
    this.#running = [...others, this.#start()];
    await this.ready();
  }

  /** Stops one from running; the answer lets it go on as if no time had passed for it. */
  freeze(): () => void {
    const frozen = this.#running[0];
    frozen?.process.kill("SIGSTOP");
    return () => frozen?.process.kill("SIGCONT");
  }

  /** Asks them to end, and answers their exit codes. */
  async stop(): Promise<(number | null)[]> {
    for (const { process } of this.#running) process.kill("SIGTERM");
    return Promise.all(this.#running.map(({ exit }) => exit));
  }
}
