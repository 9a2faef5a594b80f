import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { machineRoutes } from "@/lib/http/routes";
import { basic, type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { figure, times } from "@/tests/support/prove";
import { makeApp, makeWorld } from "@/tests/support/world";

let machine: MachineServer;
/** Credentials for the routes, by the word that represents them in a request. */
let good: Record<string, string>;

beforeAll(async () => {
  const { admin } = await makeWorld(pool());
  const scopes = ["user:read:user:admin", "user:read:list_users:admin", "role:read:list_roles:admin"] as const;
  const app = await makeApp(pool(), { owner: admin, scopes: [...scopes] });
  machine = await startMachine();
  good = { ours: basic(app), token: `Bearer ${await tokenOf(machine, app)}` };
});

afterAll(() => machine.stop());

const nasty = (...also: string[]) =>
  fc.array(
    fc.constantFrom(
      "%00",
      "%ff",
      "%",
      "&",
      "=",
      "+",
      "a",
      "é",
      "scope",
      "token",
      "[]",
      "__proto__",
      "\u{1f4a9}",
      ...also,
    ),
    {
      maxLength: 12,
    },
  );

/** The characters node:http accepts in a header and a request line. */
const forHeader = nasty(" ", ":", "Basic", "Bearer", ".", ",").map((parts) =>
  parts
    .join("")
    .replace(/[^\x20-\x7e]/g, "~")
    .trim(),
);
const forAddress = nasty("/", "?", "..", ";").map((parts) => encodeURI(parts.join("")).replaceAll("%25", "%"));

const request = fc.record({
  method: fc.constantFrom("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"),
  path: fc.tuple(
    fc.constantFrom(...machineRoutes.map((route) => route.path), "/v2", "/oauth"),
    fc.constantFrom("", "?", "/", "?scope=", "?page_size=", "?next_page_token="),
    forAddress,
  ),
  authorization: fc.option(fc.oneof(forHeader, fc.constantFrom("ours", "token"))),
  contentType: fc.option(fc.oneof(fc.constant("application/x-www-form-urlencoded"), forHeader)),
  body: fc.oneof(
    nasty("grant_type=client_credentials").map((parts) => Buffer.from(parts.join(""))),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  ),
  chunked: fc.boolean(),
});

it("whatever is sent, the response is JSON and never a server error", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, authorization, contentType, body, chunked }) => {
      const headers = {
        ...(authorization !== null && { authorization: good[authorization] ?? authorization }),
        ...(contentType !== null && { "content-type": contentType }),
      };
      const answer = await machine.send({
        method,
        path: path.join(""),
        headers,
        body,
        chunked: chunked && body.length > 0,
      });
      expect(answer.status).toBeLessThan(500);
      const isMetrics = path[0] === "/metrics" && answer.status === 200;
      expect(answer.headers["content-type"]).toMatch(isMetrics ? /^text\/plain;/ : /^application\/json$/);
      expect(answer.text).not.toMatch(/ at .*\.[jt]s|node_modules/);
    }),
    { seed: 7, numRuns: times(500, 10_000) },
  );
  figure("Fuzzed requests to every machine route", `${times(500, 10_000)} requests, 0 answers of 5xx, 0 without JSON`);
}, 600_000);
