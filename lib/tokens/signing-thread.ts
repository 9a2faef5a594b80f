import type { KeyObject } from "node:crypto";
import { Worker } from "node:worker_threads";

/** The inputs to sign with one key. */
type Batch = { kid: string; inputs: string[] };

/**
 * The thread's program. It signs a batch and answers with the signatures in base64url, in the order of the inputs. It
 * is passed as text because the server's bundle, Next's and the tests share no file. ES256: the two numbers of a
 * signature, concatenated (RFC 7518 §3.4).
 */
const program = `
  const { parentPort } = require("node:worker_threads");
  const { sign } = require("node:crypto");
  const keys = new Map();
  parentPort.on("message", ({ kid, key, inputs }) => {
    if (key) keys.set(kid, { key, dsaEncoding: "ieee-p1363" });
    parentPort.postMessage(inputs.map((input) => sign("sha256", Buffer.from(input), keys.get(kid)).toString("base64url")));
  });`;

type Waiting = { resolve: (signatures: string[]) => void; reject: (error: unknown) => void };
type Thread = { worker: Worker; known: Set<string>; waiting: Waiting[] };

// The server's bundle and Next's each have a copy of this module; the thread is shared across the process.
const kept = globalThis as typeof globalThis & { patchbaySigningThread?: Thread };

/**
 * Signs a batch with ES256 in a separate thread, because passing each signature to Node's thread pool costs the event
 * loop about as much as signing it directly.
 * @throws Error when the thread fails; the next batch starts another
 */
export function signInThread({ kid, inputs }: Batch, key: KeyObject): Promise<string[]> {
  kept.patchbaySigningThread ??= start();
  const { worker, known, waiting } = kept.patchbaySigningThread;
  worker.ref();
  worker.postMessage(known.has(kid) ? { kid, inputs } : { kid, key, inputs });
  known.add(kid);
  return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
}

function start(): Thread {
  const worker = new Worker(program, { eval: true, execArgv: [], env: {}, name: "signing" });
  const thread: Thread = { worker, known: new Set(), waiting: [] };
  worker.on("message", (signatures: string[]) => {
    thread.waiting.shift()?.resolve(signatures);
    // An idle thread must not keep the process alive.
    if (thread.waiting.length === 0) worker.unref();
  });
  const fail = (error: unknown) => {
    if (kept.patchbaySigningThread === thread) delete kept.patchbaySigningThread;
    for (const { reject } of thread.waiting.splice(0)) reject(error);
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("The signing thread exited")));
  return thread;
}
