import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { projectRoot } from "@/lib/database/project-root";

type Job =
  | { kind: "hash"; password: string }
  | { kind: "verify"; password: string; hash: string }
  /** Is the password on the list of common and leaked ones? */
  | { kind: "find"; password: string };

type Answer = { value: string | boolean } | { error: string };

/** argon2id with the first of OWASP's recommended settings: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * On Linux's scale of 0 to 19. Beside threads at the default 0 that want the same core, this one gets about a quarter.
 * Tokens come first, and people still wait less than a second.
 */
const niceness = 5;

/**
 * The thread's program, as text, because the server's bundle, Next's bundle and the tests share no file. On Linux
 * niceness is per thread; elsewhere setting it would slow the whole process down.
 */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { hashSync, verifySync } = require(workerData.argon2);
  if (process.platform === "linux") require("node:os").setPriority(workerData.niceness);
  let common;
  const commonPasswords = () => (common ??= new Set(require(workerData.list).dictionary["passwords-common"]));
  const kinds = {
    hash: ({ password }) => hashSync(password, workerData.cost),
    verify: ({ password, hash }) => verifySync(hash, password),
    find: ({ password }) => commonPasswords().has(password.toLowerCase()),
  };
  parentPort.on("message", (job) => {
    try {
      parentPort.postMessage({ value: kinds[job.kind](job) });
    } catch (error) {
      parentPort.postMessage({ error: String(error) });
    }
  });`;

type Waiting = { resolve: (answer: Answer) => void; reject: (error: unknown) => void };
type Thread = { worker: Worker; waiting: Waiting[] };

// The server's bundle and Next's each hold a copy of this module; the thread and the paths are shared through
// globalThis. The other copies resolve the paths before Next's is loaded, because code bundled there doesn't know its
// own location.
const kept = globalThis as typeof globalThis & { patchbayPasswordThread?: Thread; patchbayPasswordPaths?: Paths };
type Paths = { argon2: string; list: string };
if (import.meta.dirname) kept.patchbayPasswordPaths ??= pathsFrom(createRequire(join(projectRoot(), "package.json")));

function pathsFrom({ resolve }: NodeJS.Require): Paths {
  return { argon2: resolve("@node-rs/argon2"), list: resolve("@zxcvbn-ts/language-common") };
}

export const hashInThread = async (password: string): Promise<string> => String(await ask({ kind: "hash", password }));

/** Whether a password matches the hash. */
export const verifyInThread = async (password: string, hash: string): Promise<boolean> =>
  (await ask({ kind: "verify", password, hash })) === true;

/** Whether a password is on the packaged list of 49,000 common and leaked passwords, ignoring case. */
export const isCommonPassword = async (password: string): Promise<boolean> =>
  (await ask({ kind: "find", password })) === true;

/**
 * Runs one job at a time, in a low-priority thread of its own. Node's thread pool is not used, because everyone's DNS
 * lookups and file reads share it.
 * @throws Error when the thread fails; the next job starts a new one
 */
async function ask(job: Job): Promise<string | boolean> {
  kept.patchbayPasswordThread ??= start();
  const { worker, waiting } = kept.patchbayPasswordThread;
  worker.ref();
  worker.postMessage(job);
  const answer = await new Promise<Answer>((resolve, reject) => waiting.push({ resolve, reject }));
  if ("error" in answer) throw new Error(`The password thread could not ${job.kind}: ${answer.error}`);
  return answer.value;
}

function start(): Thread {
  const workerData = { ...kept.patchbayPasswordPaths, niceness, cost };
  const worker = new Worker(program, { eval: true, execArgv: [], env: {}, name: "passwords", workerData });
  const thread: Thread = { worker, waiting: [] };
  worker.on("message", (answer: Answer) => {
    thread.waiting.shift()?.resolve(answer);
    // An idle thread doesn't keep the process alive.
    if (thread.waiting.length === 0) worker.unref();
  });
  const fail = (error: unknown) => {
    if (kept.patchbayPasswordThread === thread) delete kept.patchbayPasswordThread;
    for (const { reject } of thread.waiting.splice(0)) reject(error);
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("The password thread has ended")));
  return thread;
}
