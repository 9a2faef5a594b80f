import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/tests/support/server";

/** The ports of Patchbay and of the API behind the gateway. */
type Behind = { patchbay: number; api: number };

export type Gateway = { port: number; stop: () => Promise<void> };

/** The addresses in the examples of docs/gateways.md. */
const written = { patchbay: "127.0.0.1:3000", api: "127.0.0.1:9000" };

/** The only example in this language in docs/gateways.md, with these ports instead of the written ones. */
function example(language: string, own: string, ports: Behind & { gateway: number }): string {
  const block = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms");
  const [, text = ""] = block.exec(readFileSync("docs/gateways.md", "utf8")) ?? [];
  return Object.entries({ ...written, gateway: own }).reduce((config, [name, address]) => {
    if (!config.includes(address)) throw new Error(`The example does not name ${address}`);
    return config.replaceAll(address, address.replace(/\d+$/, String(ports[name as keyof typeof ports])));
  }, text);
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const aroundNginx = (folder: string, config: string): string => `
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  ${config}
}`;

/** A real nginx (the program in NGINX) with its example, on a free port. */
export function startNginx(behind: Behind): Promise<Gateway> {
  return start(process.env.NGINX ?? "nginx", (folder, gateway) => {
    const config = aroundNginx(folder, example("nginx", "127.0.0.1:8080", { ...behind, gateway }));
    writeFileSync(join(folder, "nginx.conf"), config);
    return ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr", "-g", "daemon off;"];
  });
}

/** A real Caddy (the program in CADDY) with its example, on a free port. */
export function startCaddy(behind: Behind): Promise<Gateway> {
  return start(process.env.CADDY ?? "caddy", (folder, gateway) => {
    const own = "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n";
    const config = own + example("caddyfile", "http://localhost:8080", { ...behind, gateway });
    writeFileSync(join(folder, "Caddyfile"), config);
    return ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  });
}

async function start(program: string, configure: (folder: string, port: number) => string[]): Promise<Gateway> {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-gateway-"));
  // Started by root, its workers run as another user.
  chmodSync(folder, 0o755);
  const port = await freePort();
  // Where Caddy stores its state.
  const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const gateway = spawn(program, configure(folder, port), { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  gateway.stderr.on("data", (chunk) => (said += chunk));
  const ended = once(gateway, "close");
  await Promise.race([listening(port), ended.then(() => Promise.reject(new Error(`${program} ended:\n${said}`)))]);
  return {
    port,
    async stop() {
      gateway.kill("SIGTERM");
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
  throw new Error("The gateway does not listen");
}
