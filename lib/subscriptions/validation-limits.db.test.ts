import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addKey } from "@/lib/apps/app-keys";
import { createApp } from "@/lib/apps/commands";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/database/db";
import { validateEndpoint } from "@/lib/subscriptions/validation";
import { newAccount } from "@/tests/support/actors";
import { useSettings } from "@/tests/support/settings";

// The server stands for a third party that never agreed to receive challenges.

let owner: Actor;
let appId: string;
let server: Server;
let url: string;
let asked = { total: 0, open: 0, mostOpen: 0 };

beforeAll(async () => {
  owner = await (await newAccount()).as("owner");
  server = createServer(async (_request, response) => {
    asked.total++;
    asked.open++;
    asked.mostOpen = Math.max(asked.mostOpen, asked.open);
    await sleep(20);
    asked.open--;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

beforeEach(async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  await pool().query(`DELETE FROM "Throttle"`);
  appId = (await createApp(owner, { name: "Bell" })).appId;
  asked = { total: 0, open: 0, mostOpen: 0 };
});

const refusals = async (acts: Promise<unknown>[]): Promise<{ code: string; message: string }[]> =>
  (await Promise.allSettled(acts)).flatMap((one) => (one.status === "rejected" ? [one.reason] : []));

const press = (times: number) => refusals(Array.from({ length: times }, () => validateEndpoint(owner, { appId, url })));

it("repeated validation sends at most 60 challenges to a host, and says when to try again", async () => {
  const refused: { code: string; message: string }[] = [];
  for (let round = 0; round < 12; round++) refused.push(...(await press(6)));
  expect(asked.total).toBe(60);
  expect(refused).toHaveLength(12);
  expect(refused.every(({ message }) => /^Too many attempts. Try again in (10|9) minutes.$/.test(message))).toBe(true);
});

it("concurrent validation sends one challenge to a host at a time, and refuses the rest", async () => {
  const refused = await press(16);
  expect(asked.mostOpen).toBe(1);
  expect(refused.map(({ code }) => code)).toEqual(Array(16 - asked.total).fill("too-many"));
});

it("JWKS URLs are fetched one at a time per host, within the same limits", async () => {
  const jwks = (i: number) => addKey(owner, { appId, name: "Set", key: `${url}${i}` });
  const refused = await refusals(Array.from({ length: 30 }, (_, i) => jwks(i)));
  expect(refused).toHaveLength(30);
  expect(asked.mostOpen).toBe(1);
  for (let round = 0; round < 2; round++) await refusals(Array.from({ length: 20 }, (_, i) => jwks(i)));
  expect((await refusals([jwks(0)]))[0]).toMatchObject({ code: "too-many" });
});
