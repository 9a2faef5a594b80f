import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenDigest } from "@/lib/crypto";
import { type Site, startSite } from "@/tests/access/site";
import { findAction } from "@/tests/access/things";

// Behind a proxy that serves https to browsers. A listed proxy is trusted, and only for the client's address.

const origin = "https://patchbay.example.com";
const owner = { email: "olga@example.com", password: "correct horse battery" };
const bootstrap = {
  BOOTSTRAP_ACCOUNT_NAME: "Harbour",
  BOOTSTRAP_OWNER_EMAIL: owner.email,
  BOOTSTRAP_OWNER_PASSWORD: owner.password,
};

const forwarded = {
  host: "patchbay.example.com",
  "x-forwarded-for": "192.0.2.66, 198.51.100.7, 10.0.0.2",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "gopher",
  "x-forwarded-port": "1",
  forwarded: "for=192.0.2.66;host=evil.example;proto=gopher",
  "x-real-ip": "192.0.2.66",
  "x-patchbay-address": "192.0.2.66",
  "x-patchbay-request-id": "mine",
  "x-patchbay-caller": "mine 192.0.2.66 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

const rename = "app/(console)/account/actions.ts renameAccountAction";

/** Signs in as a browser behind the proxy does; resolves with the cookies it gets. */
async function signIn(site: Site): Promise<string[]> {
  const csrf = await site.send({ method: "GET", path: "/api/auth/csrf", headers: forwarded });
  const cookie = (csrf.headers["set-cookie"] ?? []).map((one) => one.split(";", 1)[0]).join("; ");
  const body = new URLSearchParams({ ...owner, csrfToken: String(csrf.json.csrfToken), json: "true" });
  const answer = await site.send({
    path: "/api/auth/callback/credentials",
    headers: { ...forwarded, cookie, origin, "content-type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
  expect(answer.status).toBe(200);
  return answer.headers["set-cookie"] ?? [];
}

const addressesIn = async (site: Site, table: "Session" | "AuditEntry"): Promise<string[]> => {
  const { rows } = await site.pool.query<{ address: string }>(`SELECT DISTINCT "address" FROM "${table}"`);
  return rows.map((row) => row.address).filter((address) => address !== "");
};

describe.each([
  ["a listed proxy", "127.0.0.1,::1,10.0.0.0/8", "198.51.100.7"],
  ["a proxy that is not listed", "192.0.2.0/24", "127.0.0.1"],
])("behind %s", (_case, trusted, address) => {
  let site: Site;
  let set: string[];

  beforeAll(async () => {
    site = await startSite({ BASE_URL: origin, TRUST_PROXY: trusted, ...bootstrap });
    set = await signIn(site);
  });

  afterAll(() => site?.stop());

  it("session and audit entry name the nearest address that is not a listed proxy", async () => {
    expect(await addressesIn(site, "Session")).toEqual([address]);
    expect(await addressesIn(site, "AuditEntry")).toEqual([address]);
  });

  // Next forwards an action that belongs to another page to itself over HTTP: from 127.0.0.1, to the public port.
  it.each(["/account", "/apps", "/nowhere", "/sign-in"])(
    "an action posted to %s is recorded as from the same address, whatever the request says of inner ones",
    async (path) => {
      const cookie = set.map((one) => one.split(";", 1)[0]).join("; ");
      const name = `Renamed at ${path}`;
      const said: Record<string, string>[] = [
        {},
        { "x-action-forwarded": "1" },
        { upgrade: "x", connection: "upgrade" },
      ];
      for (const more of said) {
        const { text, headers } = await site.send({
          path,
          headers: {
            ...forwarded,
            ...more,
            cookie,
            origin,
            "next-action": findAction(rename).id,
            "content-type": "text/plain;charset=UTF-8",
          },
          body: JSON.stringify([{ name }]),
        });
        expect(text).toContain('{"ok":true');
        expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
        expect(JSON.stringify(headers) + text).not.toContain("x-patchbay");
      }
      const { rows } = await site.pool.query<{ name: string }>(`SELECT "name" FROM "Account"`);
      expect(rows).toEqual([{ name }]);
      expect(await addressesIn(site, "AuditEntry")).toEqual([address]);
      expect(site.output()).not.toMatch(/forward|Server Action/);
    },
  );

  it("a machine's failed attempts are counted by the same address", async () => {
    const credentials = Buffer.from("nobody:nothing").toString("base64");
    await site.send({
      path: "/oauth/token",
      headers: {
        ...forwarded,
        authorization: `Basic ${credentials}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { rows } = await site.pool.query<{ key: string }>(`SELECT "key" FROM "Throttle"`);
    expect(rows.map((row) => row.key)).toContain(`client-failures:${tokenDigest(`${address} nobody`)}`);
  });

  it("no URL, link or redirect is built from the request's host or protocol", async () => {
    for (const path of ["/sign-in", "/apps", "/api/auth/providers", "/api/auth/signout", "/"]) {
      const { headers, text } = await site.send({ method: "GET", path, headers: forwarded });
      expect(JSON.stringify(headers) + text).not.toMatch(/evil\.example|gopher/);
    }
  });

  it("the session's cookie is sent over https only, and not to scripts", () => {
    const session = set.find((one) => one.startsWith("__Secure-next-auth.session-token="));
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/; Secure/i);
    expect(session).toMatch(/SameSite=Lax/i);
  });

  it("browsers are told to use https from then on", async () => {
    const { headers } = await site.send({ method: "GET", path: "/sign-in", headers: forwarded });
    expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  });

  it("a change must come from BASE_URL, whatever the request's host", async () => {
    const headers = {
      ...forwarded,
      host: "evil.example",
      origin: "https://evil.example",
      "next-action": "a".repeat(42),
    };
    expect((await site.send({ path: "/sign-in", headers, body: "[]" })).status).toBe(403);
  });
});
