import { enterProject } from "./project.mjs";
import { bringUpToDate, serve } from "./start.mjs";
import { orStop } from "./stop.mjs";

/** Brings the installed and built files up to date, then becomes a worker, as `npm start` becomes the server. */
export function startWorker() {
  return orStop(async () => {
    enterProject();
    await bringUpToDate();
    await serve("worker.js");
  });
}
