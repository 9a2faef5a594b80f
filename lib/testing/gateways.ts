import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/testing/server";

/** The addresses that the example in docs/gateways.md is written with. */
const written = { patchbay: "127.0.0.1:3000", gateway: "127.0.0.1:8080", api: "127.0.0.1:9000" };

/** The one example for nginx in docs/gateways.md, with these ports in place of those that are written there. */
function example(ports: Record<keyof typeof written, number>): string {
  const [, text = ""] = /^```nginx\n(.*?)^```/ms.exec(readFileSync("docs/gateways.md", "utf8")) ?? [];
  return Object.entries(written).reduce((config, [name, address]) => {
    if (!config.includes(address)) throw new Error(`The example does not name ${address}`);
    return config.replaceAll(address, `127.0.0.1:${ports[name as keyof typeof written]}`);
  }, text);
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const around = (folder: string, config: string): string => `
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  ${config}
}`;

/** A real nginx (the program that NGINX names) with that example, on a free port. */
export async function startNginx(patchbay: number, api: number): Promise<{ port: number; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-nginx-"));
  // Started by root, its workers are somebody else.
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(join(folder, "nginx.conf"), around(folder, example({ patchbay, api, gateway: port })));
  const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr", "-g", "daemon off;"];
  const nginx = spawn(process.env.NGINX ?? "nginx", args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  nginx.stderr.on("data", (chunk) => (said += chunk));
  const ended = once(nginx, "close");
  await Promise.race([listening(port), ended.then(() => Promise.reject(new Error(`nginx ended:\n${said}`)))]);
  return {
    port,
    async stop() {
      nginx.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await sleep(25);
  }
  throw new Error("nginx does not listen");
}
