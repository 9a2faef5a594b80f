import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { agreeing, postAction } from "@/tests/access/ask";
import { signIn } from "@/tests/access/caller";
import { brokenBody, spoiled, spoils } from "@/tests/access/mutations";
import { type Site, startSite } from "@/tests/access/site";
import { actions } from "@/tests/access/table/actions";
import { screenAddresses } from "@/tests/access/things";
import { makeTarget, makeTwoAccounts, type Person, type Target, type World } from "@/tests/access/world";
import { times } from "@/tests/support/prove";
import type { Answer, SentRequest } from "@/tests/support/send";
import { makePerson } from "@/tests/support/world";

// The browser front under requests no browser sends. The seed is fixed, so failures are reproducible.

let site: Site;
let world: World;
let owner: Person;
let cookie: string;

beforeAll(async () => {
  site = await startSite();
  world = await makeTwoAccounts(site.pool);
  owner = await makePerson(site.pool, world.ours, "owner");
  cookie = await signIn(world, owner);
});

afterAll(() => site?.stop());

const runs = { seed: 7, numRuns: times(300, 10_000) };
const withinMs = 1_200_000;

/** Printed to help find out what failed. */
const lastWords = (): string => site.output().slice(-1500);

function expectCalm({ status, text, headers }: Answer): void {
  expect(status, lastWords()).toBeLessThan(500);
  expect(text).not.toMatch(/ at .*\.[jt]s:\d|node_modules|webpack-internal/);
  expect(text, lastWords()).not.toContain('"code":"unexpected"');
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(site.isAlive()).toBe(true);
}

const pieces = [
  "%00",
  "%ff",
  "%",
  "%2e%2e",
  "..",
  "/",
  "\\",
  ";",
  "?",
  "&",
  "=",
  "a",
  "é",
  "[]",
  "_rsc",
  "before",
  "//",
];
const nasty = fc.array(fc.constantFrom(...pieces, " ", ":", ",", '"', "{", "__proto__", "\u{1f4a9}"), { maxLength: 8 });

/** The characters node:http accepts in a header and a request line. */
const forHeader = nasty.map((parts) =>
  parts
    .join("")
    .replace(/[^\x20-\x7e]/g, "~")
    .trim(),
);
const forAddress = nasty.map((parts) => parts.join("").replace(/[^\x21-\x7e]/g, "~"));

/** Values Next expects in its own headers, and near misses. */
const almost = [
  ...["1", "2", "0", "/_tree", "/", "null", "text/x-component", "text/plain;charset=UTF-8", "a".repeat(42)],
  ...['["",{}]', '["",{"children":["__PAGE__",{}]},null,"refetch"]', '[{"__proto__":1},7]', '["",{"a":["",{},1]}]'].map(
    encodeURIComponent,
  ),
  ...['["",{"children":[["appId","x","d",null],{}]}]', '["",{"children":["x",{},[],"x",1]}]'].map(encodeURIComponent),
];

const navigationHeaders = [
  ...["next-router-state-tree", "next-router-prefetch", "next-router-segment-prefetch", "next-url"],
  "next-hmr-refresh",
];
const otherHeaders = [
  ...["accept", "accept-encoding", "accept-language", "authorization", "host", "origin", "referer", "range", "rsc"],
  ...["if-none-match", "content-type", "next-action", "x-nextjs-data", "x-forwarded-host", "x-forwarded-proto"],
  ...["x-forwarded-for", "x-middleware-subrequest", "x-matched-path", "x-http-method-override", "x-invoke-path"],
  ...["x-prerender-revalidate", "x-patchbay-path", "purpose", "sec-fetch-site", "cookie", "upgrade", "expect"],
];
const headersOf = (names: string[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.oneof(forHeader, fc.constantFrom(...almost)), { maxKeys: 5 });

const assets = [
  "/_next/image",
  "/_next/static/x",
  "/_next/data/x.json",
  "/favicon.ico",
  "/icon.svg",
  "/_next/webpack-hmr",
];

const anything: fc.Arbitrary<SentRequest> = fc
  .record({
    method: fc.constantFrom("GET", "GET", "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"),
    address: fc.tuple(fc.constantFrom(...screenAddresses(), ...assets), fc.constantFrom("/", "?", ""), forAddress),
    headers: headersOf([...navigationHeaders, ...otherHeaders]),
    body: fc.oneof(fc.constant(""), forAddress),
  })
  .map(({ method, address, headers, body }) => ({ method, path: address.join(""), headers, body }));

const navigation: fc.Arbitrary<SentRequest> = fc
  .record({ path: fc.constantFrom(...screenAddresses()), headers: headersOf(navigationHeaders) })
  .map(({ path, headers }) => ({
    method: "GET",
    path: `${path}?_rsc=${agreeing(headers)}`,
    headers: { ...headers, rsc: "1" },
  }));

const signInBody = fc.oneof(
  forAddress.map((text) => `email=${text}&password=${text}&csrfToken=${text}`),
  brokenBody,
);
const signingIn: fc.Arbitrary<SentRequest> = fc
  .record({
    path: fc.constantFrom("callback/credentials", "signin/credentials", "signout", "session", "csrf", "_log", "x", ""),
    type: fc.constantFrom("application/json", "application/x-www-form-urlencoded"),
    cookie: fc.oneof(forHeader, fc.constant("next-auth.csrf-token=a%7Cb; next-auth.session-token=x.y.z")),
    body: signInBody,
  })
  .map(({ path, type, cookie, body }) => ({
    path: `/api/auth/${path}`,
    headers: { origin: site.url, "content-type": type, cookie },
    body,
  }));

it(
  "whatever is sent to the browsers' front, it answers, never by a failure, and never tells how it is made",
  async () => {
    const property = fc.asyncProperty(
      fc.oneof({ weight: 3, arbitrary: anything }, { weight: 2, arbitrary: navigation }),
      fc.boolean(),
      async (request, signedIn) => {
        const headers = signedIn ? { cookie, ...request.headers } : { ...request.headers };
        expectCalm(await site.send({ ...request, headers }));
      },
    );
    await fc.assert(property, runs);
  },
  withinMs,
);

it(
  "whatever is sent to sign in with, it is refused, never by a failure",
  async () => {
    await fc.assert(
      fc.asyncProperty(signingIn, async (request) => expectCalm(await site.send(request))),
      runs,
    );
  },
  withinMs,
);

it(
  "whatever an action is called with, it says what is wrong, never by a failure",
  async () => {
    let target: Target = await makeTarget(world);
    let used = 0;
    const names = Object.keys(actions);
    const body = fc.oneof({ weight: 3, arbitrary: spoils }, { weight: 1, arbitrary: brokenBody });
    const property = fc.asyncProperty(fc.constantFrom(...names), body, async (name, sent) => {
      if (used++ % 20 === 0) target = await makeTarget(world, "draft");
      const body = typeof sent === "string" ? sent : JSON.stringify([spoiled(actions[name]?.input(target), sent)]);
      // Sign in again: one of the actions ends all sessions.
      expectCalm(await postAction(site, name, target, await signIn(world, owner), body));
    });
    await fc.assert(property, runs);
  },
  withinMs,
);
