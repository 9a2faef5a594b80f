import { parseArgs } from "node:util";
import { startReceiver } from "./server.mjs";

const usage = `npm run receiver -- [--port 8787] [--secret TOKEN]

  --port    where it listens on 127.0.0.1; without it 8787, or another one if that is taken
  --secret  the app's secret token, from its Feature step; or set SECRET_TOKEN`;

/** npm run receiver: a small receiver of notifications, to see the whole loop or to test a receiver against. */
export async function receiver(args) {
  try {
    await startReceiver({ ...read(args), say: console.log });
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 1;
  }
}

/** @throws Error for unknown options and for a port that is not one */
function read(args) {
  const { values } = parseArgs({ args, options: { port: { type: "string" }, secret: { type: "string" } } });
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port < 65_536)) throw new Error("--port takes a port.");
  return { port, secret: values.secret ?? process.env.SECRET_TOKEN ?? "" };
}
