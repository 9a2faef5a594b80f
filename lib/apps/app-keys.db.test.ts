import { exportJWK } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addKey, allowSecrets, removeKey } from "@/lib/apps/app-keys";
import { findApp } from "@/lib/apps/queries";
import { endClientSecret } from "@/lib/apps/secret-ends";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { newAccount } from "@/tests/support/actors";
import { makeBackend, pemOf } from "@/tests/support/assertions";
import { introspectionOf, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

let machine: MachineServer;
let owner: Actor;
let backend: Awaited<ReturnType<typeof makeBackend>>;

beforeAll(async () => {
  machine = await startMachine();
  owner = await (await newAccount()).as("owner");
});

afterAll(() => machine.stop());

beforeEach(async () => {
  useSettings({ BASE_URL: machine.url, WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  backend = await makeBackend(machine, owner);
});

const add = (key = pemOf(backend.pair.publicKey), name = "Backend") =>
  addKey(owner, { appId: backend.appId, name, key });
const found = async () => findApp(owner, backend.appId);
const keys = async () => (await found())?.keys ?? [];
const removeFirst = async () => removeKey(owner, { appId: backend.appId, keyId: (await keys())[0]?.id ?? "" });
const allow = (allowed: boolean) => allowSecrets(owner, { appId: backend.appId, allowed });
const statusOf = async (...how: Parameters<typeof backend.assertion>) =>
  (await backend.ask(backend.assertion(...how))).status;

describe("a public key", () => {
  it("revokes the tokens issued with it when removed, and no others", async () => {
    await add();
    const withKey = String((await backend.ask()).json.access_token);
    const withSecret = await tokenOf(machine, backend);
    await removeFirst();
    expect(await introspectionOf(machine, withKey, backend)).toEqual({ active: false });
    expect(await introspectionOf(machine, withSecret, backend)).toMatchObject({ active: true });
    expect(await statusOf()).toBe(401);
  });

  it("replaces secrets: they can be switched off, and their tokens don't work until they are on again", async () => {
    await expect(allow(false)).rejects.toMatchObject({ code: "last-credential" });
    await add();
    const withSecret = await tokenOf(machine, backend);
    const withKey = String((await backend.ask()).json.access_token);
    await allow(false);
    const refused = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, backend));
    expect(refused.json.error).toBe("invalid_client");
    const said = async (token: string) =>
      (await machine.send(post("/oauth/introspect", { token, ...(await backend.authentication()) }))).json.active;
    expect([await said(withKey), await said(withSecret)]).toEqual([true, false]);
    expect(await found()).toMatchObject({ state: "activated", missing: [], secretsAllowed: false });
    expect((await issueTokenForApp(backend.appId)).scope).toBe("user:read:user:admin");
    await expect(removeFirst()).rejects.toMatchObject({ code: "last-credential" });
    await allow(true);
    expect(await said(withSecret)).toBe(true);
  });

  it("allows the last secret to be revoked", async () => {
    await add();
    const secretId = (await found())?.secrets[0]?.id ?? "";
    await endClientSecret(owner, { appId: backend.appId, secretId, end: "now" });
    expect(await found()).toMatchObject({ state: "activated", missing: [], secrets: [] });
    await expect(removeFirst()).rejects.toMatchObject({ code: "would-break-activation" });
  });

  it("that is really a private key is refused, not stored and not repeated", async () => {
    const pem = String(backend.pair.privateKey.export({ format: "pem", type: "pkcs8" }));
    const refused = await add(pem).catch((error) => error);
    expect(refused).toMatchObject({ code: "invalid", items: [{ field: "key" }] });
    expect(JSON.stringify(refused) + refused.message).not.toContain(pem.split("\n")[1]);
    expect(await keys()).toEqual([]);
  });

  it("is one of at most five, and appears in the audit log with its public part only", async () => {
    for (let n = 0; n < 5; n++) await add(undefined, `Key ${n}`);
    await expect(add()).rejects.toMatchObject({ code: "invalid" });
    await removeFirst();
    const entries = await db().auditEntry.findMany({
      where: { appId: backend.appId },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(entries[0]).toMatchObject({ action: "app.keyRemoved", before: { name: "Key 0" } });
    expect(entries[1]).toMatchObject({ action: "app.keyAdded", after: { name: "Key 4" } });
  });
});

describe("a JWKS URL", () => {
  it("is fetched when added, cached for a while, and not fetched again for every made-up key ID", async () => {
    const own = { ...(await exportJWK(backend.pair.publicKey)), kid: "one" };
    const site = await startReceiver({
      answer: () => ({ body: JSON.stringify({ keys: [own, { kty: "oct", k: "AA" }] }) }),
    });
    await add(site.url);
    expect(await statusOf({ kid: "one" })).toBe(200);
    expect([await statusOf({ kid: "one" }), await statusOf()]).toEqual([200, 200]);
    for (let n = 0; n < 5; n++) expect(await statusOf({ kid: "two" })).toBe(401);
    expect(site.received.map(({ method }) => method)).toEqual(["GET", "GET"]);
    await site.stop();
  });

  it("is refused if it returns no usable key or no set, or points inside", async () => {
    const bodies = ["{}", "not JSON", '{"keys":[]}', '{"keys":[{"kty":"oct","k":"AA"}]}', "x".repeat(20_000)];
    const site = await startReceiver({ answer: (_request, count) => ({ body: bodies[count - 1] ?? "" }) });
    for (const body of bodies) await expect(add(site.url), body).rejects.toMatchObject({ code: "invalid" });
    await site.stop();
    await expect(add(site.url)).rejects.toMatchObject({ code: "invalid" });
    await expect(add("https://169.254.169.254/keys")).rejects.toMatchObject({ code: "invalid" });
    expect(await keys()).toEqual([]);
  });
});
