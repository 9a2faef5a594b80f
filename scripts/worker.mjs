// npm run worker: a process that delivers notifications and does nothing else.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/worker.mjs").then(({ startWorker }) => startWorker());
