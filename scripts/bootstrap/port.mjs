import { createServer } from "node:net";
import { Stop } from "./stop.mjs";

/**
 * Stops if the configured port is taken. Checked before anything is installed or built, so that a second start in the
 * same folder doesn't replace the files of the first. `command`: what the user typed.
 */
export async function requireFreePort(command = "npm start") {
  const port = Number(process.env.PORT || 3000);
  // An invalid port is refused by the configuration, with its own message.
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
