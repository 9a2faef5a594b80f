import { spawn } from "node:child_process";
import { once } from "node:events";

export type Peer = { port: number; stop: () => Promise<void> };

/** Runs one of the servers in this folder as a process. */
export async function startPeer(file: "bare-server.ts" | "oidc-provider.ts"): Promise<Peer> {
  const child = spawn(process.execPath, ["--import", "tsx", `bench/peers/${file}`], {
    env: { PATH: process.env.PATH, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  child.stderr.on("data", (chunk) => (written += chunk));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      written += chunk;
      const found = /port (\d+)/.exec(written)?.[1];
      if (found) resolve(Number(found));
    });
    child.once("close", () => reject(new Error(`${file} ended:\n${written}`)));
  });
  async function stop(): Promise<void> {
    child.kill();
    await once(child, "close");
  }
  return { port, stop };
}
