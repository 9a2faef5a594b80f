import { setTimeout as sleep } from "node:timers/promises";
import { runServer } from "@/tests/support/server";

type Worker = ReturnType<typeof runServer>;

/** Two delivering processes that can be killed and frozen; a killed one is replaced immediately. */
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

  /** Kills the one that has run longest, in the middle of its work. */
  async kill(): Promise<void> {
    const [victim, ...others] = this.#running;
    victim?.process.kill("SIGKILL");
    this.lastKillMs = performance.now();
    await victim?.exit;
    this.#running = [...others, this.#start()];
    await this.ready();
  }

  /** Freezes one; the function returned resumes it as if no time had passed. */
  freeze(): () => void {
    const frozen = this.#running[0];
    frozen?.process.kill("SIGSTOP");
    return () => frozen?.process.kill("SIGCONT");
  }

  /** Asks them to stop and returns their exit codes. */
  async stop(): Promise<(number | null)[]> {
    for (const { process } of this.#running) process.kill("SIGTERM");
    return Promise.all(this.#running.map(({ exit }) => exit));
  }
}
