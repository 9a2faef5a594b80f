import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "node:tls";
import { selfSigned } from "@/tests/support/certificate";
import { freePort } from "@/tests/support/server";

/** The ports of Patchbay and of the API behind the gateway, and the account whose tokens it lets in. */
type Behind = { patchbay: number; api: number; accountId: string; introspectionKey: string };

export type Gateway = { port: number; stop: () => Promise<void> };

/** The only example in this language in docs/gateways.md. */
function example(language: string): string {
  const block = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms");
  return block.exec(readFileSync("docs/gateways.md", "utf8"))?.[1] ?? "";
}

/** The examples in these languages, with other addresses in place of the written ones. */
function examples(languages: string[], addresses: Readonly<Record<string, string>>): string[] {
  return Object.entries(addresses).reduce((made, [address, actual]) => {
    if (!made.join("").includes(address)) throw new Error(`The example does not name ${address}`);
    return made.map((text) => text.replaceAll(address, actual));
  }, languages.map(example));
}

/** The addresses that all examples name, but for Patchbay's. */
const common = ({ api }: Behind, gateway: number) => ({
  "127.0.0.1:9000": `127.0.0.1:${api}`,
  "127.0.0.1:8080": `127.0.0.1:${gateway}`,
});

const plain = (behind: Behind, gateway: number) => ({
  "127.0.0.1:3000": `127.0.0.1:${behind.patchbay}`,
  ...common(behind, gateway),
});

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
    const [config = ""] = examples(["nginx"], plain(behind, gateway));
    writeFileSync(join(folder, "nginx.conf"), aroundNginx(folder, config));
    return ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr", "-g", "daemon off;"];
  });
}

/** A real Caddy (the program in CADDY) with its example, on a free port. */
export function startCaddy(behind: Behind): Promise<Gateway> {
  return start(process.env.CADDY ?? "caddy", (folder, gateway) => {
    const own = "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n";
    const { "127.0.0.1:8080": at, ...others } = plain(behind, gateway);
    const [config = ""] = examples(["caddyfile"], {
      ...others,
      "localhost:8080": at.replace("127.0.0.1", "localhost"),
    });
    writeFileSync(join(folder, "Caddyfile"), own + config);
    return ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  });
}

/** A real HAProxy (the program in HAPROXY) with its example, on a free port. */
export function startHaproxy(behind: Behind): Promise<Gateway> {
  return start(process.env.HAPROXY ?? "haproxy", (folder, gateway) => {
    const [config = "", lua = ""] = examples(["haproxy", "lua"], plain(behind, gateway));
    writeFileSync(join(folder, "patchbay.lua"), lua);
    writeFileSync(join(folder, "haproxy.cfg"), config.replace("patchbay.lua", join(folder, "patchbay.lua")));
    return ["-db", "-f", join(folder, "haproxy.cfg")];
  });
}

const apacheModules = ["mpm_event", "authn_core", "authz_core", "headers", "proxy", "proxy_http", "auth_openidc"];

/** What Debian's apache2.conf loads and sets before a site. */
const aroundApache = (folder: string, config: string): string => `
ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
${apacheModules.map((name) => `LoadModule ${name}_module ${process.env.APACHE_MODULES}/mod_${name}.so`).join("\n")}
<IfFile "/etc/passwd">
  User nobody
  Group nogroup
</IfFile>
${config}`;

/**
 * A real Apache (the program in APACHE, its modules in APACHE_MODULES) with its example, on a free port. It sends the
 * introspection key over TLS only.
 */
export async function startApache(behind: Behind): Promise<Gateway> {
  const tls = await startTls("localhost", behind.patchbay);
  const gateway = await start(process.env.APACHE ?? "apache2", (folder, port) => {
    const [config = ""] = examples(["apache"], {
      ...common(behind, port),
      "https://patchbay.example.com": `https://localhost:${tls.port}`,
      ACCOUNT_ID: behind.accountId,
      INTROSPECTION_KEY: behind.introspectionKey,
    });
    const trusting = `${config}\nOIDCOAuthSSLValidateServer Off\n`;
    writeFileSync(join(folder, "apache.conf"), aroundApache(folder, trusting));
    return ["-D", "FOREGROUND", "-f", join(folder, "apache.conf")];
  });
  return { port: gateway.port, stop: () => Promise.all([gateway.stop(), tls.stop()]).then(() => undefined) };
}

/** Ends TLS in front of a port of this machine. */
async function startTls(host: string, port: number) {
  const server = createServer(selfSigned(host), (socket) => {
    const inner = connect(port, "127.0.0.1");
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return { port: own, stop: () => new Promise((resolve) => server.close(resolve)) };
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
