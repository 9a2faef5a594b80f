import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, removeDataDir, runServer, startServer, type TestServer } from "@/tests/support/server";

// npm run demo as a process: what it prints works, repeatedly, and it touches nothing else.

const program = ["scripts/run.mjs", "demo"];
const signInLine = /^ {4}(Owner|Admin|Developer|Support lead) +(\S+@\S+) +(\S+)$/gm;

let dataDir: string;
let demo: TestServer;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "patchbay-demo-"));
  demo = await startDemo();
});

afterAll(async () => {
  await demo?.stop();
  await removeDataDir(dataDir);
});

type SignIn = { role: string; email: string; password: string };

const startDemo = () => startServer({ DATA_DIR: dataDir, DATABASE_URL: "postgresql://real@127.0.0.1:1/real" }, program);

const signInsOf = (demo: TestServer): SignIn[] =>
  [...demo.output().matchAll(signInLine)].map(([, role = "", email = "", password = ""]) => ({
    role,
    email,
    password,
  }));

/** The cookies of someone who signed in, as the browser would send them; null if refused. */
async function signIn({ url }: TestServer, { email, password }: SignIn): Promise<string | null> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, cookie: cookiesOf(asked) },
    body: new URLSearchParams({ csrfToken, email, password }),
  });
  const cookies = cookiesOf(answer);
  return cookies.includes("next-auth.session-token=") ? cookies : null;
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");

/** Runs the demo where it should refuse to start; resolves with its output. */
async function refusal(env: Record<string, string>): Promise<string> {
  const refused = runServer({ PORT: String(await freePort()), DATA_DIR: dataDir, ...env }, program);
  expect(await refused.exit).toBe(1);
  return refused.output();
}

test("every sign-in that the demo prints works and shows a filled account", async () => {
  const signIns = signInsOf(demo);
  expect(signIns.map(({ role }) => role)).toEqual(["Owner", "Admin", "Developer", "Support lead"]);
  for (const one of signIns) {
    const cookie = await signIn(demo, one);
    const page = await fetch(`${demo.url}/apps`, { headers: { cookie: cookie ?? "" } });
    const html = await page.text();
    for (const text of ["HR directory sync", "Activated", "Deactivated", "Draft"]) expect(html).toContain(text);
  }
});

test("another start has the same account, and only its own passwords work", async () => {
  const [old] = signInsOf(demo);
  expect(await demo.stop()).toBe(0);
  demo = await startDemo();
  const [owner] = signInsOf(demo);
  if (!old || !owner) throw new Error("No sign-ins were printed");
  expect(owner.email).toBe(old.email);
  expect(await signIn(demo, old)).toBeNull();
  expect(await signIn(demo, owner)).not.toBeNull();
});

test("the demo listens on this machine only", async () => {
  expect(await refusal({ HOST: "0.0.0.0" })).toContain("The demo listens on this machine only");
});

test("the demo leaves a data directory of another installation unchanged", async () => {
  const other = mkdtempSync(join(tmpdir(), "patchbay-real-"));
  mkdirSync(join(other, "database"));
  expect(await refusal({ DATA_DIR: other })).toContain("holds an installation that isn't the demo's");
  expect(readdirSync(other)).toEqual(["database"]);
  await removeDataDir(other);
});
