import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbedded } from "@/lib/database/embedded";
import { findPostmaster } from "@/lib/database/postmaster";
import { newDatabase } from "@/tests/support/made-database";
import { removeDataDir, startServer } from "@/tests/support/server";

// npm run account:create and owner:invite, run as programs.

let dataDir: string;
const secretKeys = `k1:${Buffer.alloc(32, 1).toString("base64")}`;
const quiet = { info: () => undefined, warn: () => undefined };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "patchbay-create-"));
});

afterEach(() => removeDataDir(dataDir));

const create = (name: string[], env: Record<string, string> = {}) => run("lib/accounts/create-command.ts", name, env);

async function run(command: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", command, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", DATA_DIR: dataDir, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const [code] = await once(child, "close");
  return { code, said: said.trim() };
}

const linkIn = (said: string) => /http\S+\/set-up\?token=\S{43}/.exec(said)?.[0] ?? "";

test("while the server runs, a link is created that shows the account's name, and the server keeps running", async () => {
  const server = await startServer({ DATA_DIR: newDatabase(dataDir) });
  const { code, said } = await create(["Harbour & Sons"], { BASE_URL: server.url });
  expect(code).toBe(0);
  expect(await (await fetch(linkIn(said))).text()).toContain('value="Harbour &amp; Sons"');
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test("while no server runs, the link is created too, and no database is left running", async () => {
  await (await startServer({ DATA_DIR: newDatabase(dataDir) })).stop();
  const { code, said } = await create(["Lighthouse"]);
  expect({ code, link: linkIn(said) !== "" }).toEqual({ code: 0, link: true });
  expect(findPostmaster(join(dataDir, "database", "data"))).toBeNull();
});

test("missing arguments are explained in a sentence", async () => {
  expect(await create([])).toEqual({ code: 1, said: 'Name the account: npm run account:create -- "Example Ltd"' });
  const { code, said } = await create(["Lighthouse"]);
  expect(code).toBe(1);
  expect(said).toMatch(/^There is no database in DATA_DIR .* npm start prints the link for the first account\.$/);
});

test("on a database that was never migrated, it says to start Patchbay first", async () => {
  const database = await startEmbedded({ dataDir: newDatabase(dataDir, "empty"), log: quiet });
  const { code, said } = await create(["Lighthouse"], { DATABASE_URL: database.url, SECRET_KEYS: secretKeys });
  await database.stop();
  expect(code).toBe(1);
  expect(said).toBe(
    "The database has not been migrated to this version of Patchbay. Start Patchbay once, then try again.",
  );
});

test("the operator can invite an owner to the account with that name, and to no account that doesn't exist", async () => {
  const account = {
    BOOTSTRAP_ACCOUNT_NAME: "Harbour",
    BOOTSTRAP_OWNER_EMAIL: "ada@example.com",
    BOOTSTRAP_OWNER_PASSWORD: "correct horse battery",
  };
  const server = await startServer({ DATA_DIR: newDatabase(dataDir), ...account });
  const inviting = (...args: string[]) => run("lib/accounts/invite-owner-command.ts", args, { BASE_URL: server.url });
  const { code, said } = await inviting("Harbour", "bo@example.com");
  expect(code).toBe(0);
  const page = await (await fetch(/http\S+\/join\/\S{43}/.exec(said)?.[0] ?? "")).text();
  for (const shown of ["The operator of this Patchbay", "bo@example.com", "Owner"]) expect(page).toContain(shown);
  for (const args of [["Harbor", "bo@example.com"], ["Harbour"], ["Harbour", "bo"]]) {
    const refused = await inviting(...args);
    expect([refused.code, refused.said.includes("ccount")]).toEqual([1, true]);
  }
  expect(await server.stop()).toBe(0);
});
