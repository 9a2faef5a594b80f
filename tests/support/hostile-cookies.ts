import type { IncomingHttpHeaders } from "node:http";
import { expect } from "vitest";
import { type SentRequest, send } from "@/tests/support/send";

/** Cookies that a browser may hold from other programs, or from no known one, each as a part of its Cookie header. */
export const hostileCookies = [
  ...["undefined", "javascript:alert(1)", "dashboard", "myapp://open", "%E0%A4%A", '"', "a".repeat(4000)].map(
    (value) => `next-auth.callback-url=${value}`,
  ),
  "next-auth.callback-url=undefined; next-auth.callback-url=undefined",
  "next-auth.session-token=garbage",
  "next-auth.session-token=a.b.c.d.e",
  "next-auth.session-token@=x; next-auth.session-token.0=y",
  "next-auth.csrf-token=garbage",
  `next-auth.csrf-token=${"0".repeat(64)}%7C${"0".repeat(64)}`,
  "next-auth.state=x; next-auth.nonce=y; next-auth.pkce.code_verifier=z",
  "patchbay-device=garbage; theme=%00; __proto__=1; ;=; \xe9",
];

/** The cookies a response sets, as the browser sends them back. */
export const cookiesIn = (headers: IncomingHttpHeaders): string =>
  (headers["set-cookie"] ?? []).map((one) => one.split(";", 1)[0]).join("; ");

/**
 * Signs in and out as the pages do, together with these other cookies: every response must be the same as without them.
 */
export async function signInAndOut(
  url: string,
  person: { email: string; password: string },
  others: string,
): Promise<void> {
  const ask = (request: SentRequest) => send(Number(new URL(url).port), request);
  const get = (path: string, cookie: string) => ask({ method: "GET", path, headers: { cookie } });
  const post = (path: string, cookie: string, fields: Record<string, string>) => {
    const headers = { origin: url, "content-type": "application/x-www-form-urlencoded", cookie };
    return ask({ path, headers, body: new URLSearchParams({ ...fields, json: "true" }).toString() });
  };
  expect((await get("/api/auth/providers", others)).status).toBe(200);
  const csrf = await get("/api/auth/csrf", others);
  expect(csrf.status).toBe(200);
  const form = { csrfToken: String(csrf.json.csrfToken), callbackUrl: "undefined" };
  const before = `${others}; ${cookiesIn(csrf.headers)}`;
  const entered = await post("/api/auth/callback/credentials", before, { ...person, ...form });
  expect([entered.status, entered.text]).toEqual([200, expect.not.stringContaining("error")]);
  const session = cookiesIn(entered.headers);
  expect(session).toContain("next-auth.session-token=ey");
  expect(session).not.toContain("callback-url=undefined");
  expect((await get("/apps", `${others}; ${session}`)).status).toBe(200);
  expect((await post("/api/auth/signout", `${before}; ${session}`, form)).status).toBe(200);
  expect((await get("/apps", `${others}; ${session}`)).status).toBe(307);
}
