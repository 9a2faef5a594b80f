import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { machineFront } from "@/lib/http/front";
import { callUsersMe, type MachineServer, post, startMachine } from "@/tests/support/machine-server";
import { useSettings } from "@/tests/support/settings";
import { makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

const scrape = (headers: Record<string, string> = {}) => machine.send({ method: "GET", path: "/metrics", headers });

/** Scrapes as a connection from this address. */
const scrapeFrom = (remoteAddress: string, headers: Record<string, string> = {}) =>
  machineFront.request("/metrics", { headers }, { incoming: { socket: { remoteAddress }, headers } });

async function value(series: string): Promise<number> {
  const { text } = await scrape();
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length));
}

/** How much a series rises during the given work. */
async function rise(series: string, work: () => Promise<unknown>): Promise<number> {
  const before = await value(series);
  await work();
  return (await value(series)) - before;
}

const answered = (method: string, route: string, status: number) =>
  `patchbay_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;
const refused = (route: string, reason: string) => `patchbay_http_refusals_total{route="${route}",reason="${reason}"}`;
const ask = (clientSecret: string) =>
  machine.send(post("/oauth/token", { grant_type: "client_credentials" }, { ...w.app, clientSecret }));

describe("the metrics count", () => {
  it("responses by route and status", async () => {
    expect(await rise(answered("POST", "/oauth/token", 200), () => ask(w.app.clientSecret))).toBe(1);
    expect(await rise(answered("POST", "/oauth/token", 401), () => ask("wrong"))).toBe(1);
    const unknown = () => machine.send({ method: "GET", path: "/v2/nothing" });
    expect(await rise(answered("GET", "none", 404), unknown)).toBe(1);
    const wrongMethod = () => machine.send({ method: "PUT", path: "/oauth/token" });
    expect(await rise(answered("PUT", "/oauth/token", 405), wrongMethod)).toBe(1);
  });

  it("refusals by reason", async () => {
    expect(await rise(refused("/oauth/token", "invalid_client"), () => ask("wrong"))).toBe(1);
    expect(await rise(refused("/v2/users/me", "124"), () => callUsersMe(machine, "nonsense"))).toBe(1);
  });

  it("pending deliveries and open connections", async () => {
    const { text, headers } = await scrape();
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/^patchbay_deliveries\{state="pending"\} 0$/m);
    expect(text).toMatch(/^patchbay_delivery_overdue_seconds 0$/m);
    expect(text).toMatch(/^patchbay_database_connections\{state="idle"\} \d+$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });
});

describe("without METRICS_TOKEN the metrics are readable", () => {
  it.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])("from this machine: %s", async (address) => {
    expect((await scrapeFrom(address)).status).toBe(200);
  });

  it.each(["192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "2001:db8::1", ""])(
    "not to another one: %s",
    async (address) => {
      const answer = await scrapeFrom(address, { "x-forwarded-for": "127.0.0.1" });
      expect(answer.status).toBe(403);
      expect((await scrapeFrom(address)).status).toBe(403);
    },
  );

  it.each(["x-forwarded-for", "forwarded", "x-patchbay-caller"])(
    "not through a proxy on this machine: %s",
    async (name) => {
      expect((await scrape({ [name]: "127.0.0.1" })).status).toBe(403);
    },
  );
});

describe("with METRICS_TOKEN the metrics are readable", () => {
  const token = "a token of metrics";
  const settings = () => useSettings({ METRICS_TOKEN: token });

  it("with the token, from anywhere", async () => {
    settings();
    expect((await scrapeFrom("192.0.2.1", { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it.each([["none"], ["Bearer wrong"], ["Basic x"], ["Bearer "]])("not without it: %s", async (authorization) => {
    settings();
    const { status, headers } = await scrape(authorization === "none" ? {} : { authorization });
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe('Bearer realm="Patchbay metrics"');
  });
});
