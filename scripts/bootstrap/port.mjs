import { createServer } from "node:net";
import { Stop } from "./stop.mjs";

/**
 * Stops when the port that the settings name is taken. Asked before anything is installed or built, so that a second
 * start in the same folder cannot pull the files from under the first. `command` is what was typed.
 */
export async function requireFreePort(command = "npm start") {
  const port = Number(process.env.PORT || 3000);
  // A port that cannot be one is the configuration's to refuse, with its own sentence.
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return;
  const error = await listenOnce(port, process.env.HOST || "127.0.0.1");
  if (error?.code !== "EADDRINUSE") return;
  throw new Stop(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} ${command}`,
  );
}

function listenOnce(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
