import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { type Genuine, signedAnew, takeApart } from "@/tests/support/forgeries";
import { introspectionOf, type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { makeWorld } from "@/tests/support/world";

// The forgeries themselves are rows of the conformance table.

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let genuine: Genuine;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  genuine = await takeApart(await tokenOf(machine, w.app));
});

afterAll(() => machine.stop());

it("the unchanged token is active, so each forgery fails because of its change", async () => {
  expect(await introspectionOf(machine, await signedAnew(genuine, {}), w.app)).toMatchObject({ active: true });
});

it("a token is a JWT access token with the documented claims and nothing secret", () => {
  const { token, claims, own } = genuine;
  expect(decodeProtectedHeader(token)).toEqual({ alg: "ES256", typ: "at+jwt", kid: own.kid });
  expect(claims).toEqual({
    iss: "http://localhost:3000",
    sub: w.app.clientId,
    client_id: w.app.clientId,
    aud: "http://localhost:3000",
    account_id: w.app.accountId,
    scope: "meeting:read:meeting:admin user:read:user:admin",
    iat: expect.any(Number),
    exp: Number(claims.iat) + 3600,
    jti: expect.any(String),
    epoch: 0,
    cred: w.app.secretId,
  });
});
