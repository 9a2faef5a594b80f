import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { projectRoot } from "@/lib/database/project-root";

type Job =
  | { kind: "hash"; password: string }
  | { kind: "verify"; password: string; hash: string }
  /** Is it on the list of common and leaked passwords? */
  | { kind: "find"; password: string };

type Answer = { value: string | boolean } | { error: string };

/** argon2id with OWASP's first choice of cost: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * On Linux's scale from 0 to 19: of a core that threads of the usual 0 want too, this one gets a quarter. Tokens come first,
 * and people still wait for less than a second.
 */
const niceness = 5;

/**
 * The thread's program; as text, for the server's bundle, Next's and the tests have no file in common. On Linux a thread
 * has a niceness of its own; elsewhere this would slow the whole process down.
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

// The server's bundle and Next's hold a copy of this module each; thread and paths are shared through the process. The
// paths are looked up by the other copies, before Next's is loaded: what is bundled there does not know where it is.
const kept = globalThis as typeof globalThis & { patchbayPasswordThread?: Thread; patchbayPasswordPaths?: Paths };
type Paths = { argon2: string; list: string };
if (import.meta.dirname) kept.patchbayPasswordPaths ??= pathsFrom(createRequire(join(projectRoot(), "package.json")));

function pathsFrom({ resolve }: NodeJS.Require): Paths {
  return { argon2: resolve("@node-rs/argon2"), list: resolve("@zxcvbn-ts/language-common") };
}

/** Hashes a password (argon2id). */
export const hashInThread = async (password: string): Promise<string> => String(await ask({ kind: "hash", password }));

/** Whether a password is the one behind the hash. */
export const verifyInThread = async (password: string, hash: string): Promise<boolean> =>
  (await ask({ kind: "verify", password, hash })) === true;

/** Whether a password is on the packaged list of 49,000 common and leaked ones, in whatever case. */
export const isCommonPassword = async (password: string): Promise<boolean> =>
  (await ask({ kind: "find", password })) === true;

/**
 * One password after the other, in a thread of low priority: Node's thread pool, which looks up names and reads files for
 * everybody, has no part in it.
 * @throws Error when the thread fails; the next password starts another
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
    // A thread that has nothing to do keeps no process alive.
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
