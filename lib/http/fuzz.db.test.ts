import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { machineRoutes } from "@/lib/http/routes";
import { basic, type MachineServer, startMachine } from "@/lib/testing/machine-server";
import { times } from "@/lib/testing/prove";
import { makeWorld } from "@/lib/testing/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
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

/** What node:http lets into a header and a request line. */
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
  authorization: fc.option(fc.oneof(forHeader, fc.constant("ours"))),
  contentType: fc.option(fc.oneof(fc.constant("application/x-www-form-urlencoded"), forHeader)),
  body: fc.oneof(
    nasty("grant_type=client_credentials").map((parts) => Buffer.from(parts.join(""))),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  ),
  chunked: fc.boolean(),
});

it("whatever is sent, the answer is JSON and never a failure of the server", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, authorization, contentType, body, chunked }) => {
      const headers = {
        ...(authorization !== null && { authorization: authorization === "ours" ? basic(w.app) : authorization }),
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
      expect(answer.headers["content-type"]).toBe("application/json");
      expect(answer.text).not.toMatch(/ at .*\.[jt]s|node_modules/);
    }),
    { seed: 7, numRuns: times(500, 10_000) },
  );
}, 600_000);
