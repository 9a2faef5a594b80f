import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { subscribe } from "@/tests/support/deliveries";
import { type MachineRequest, type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { makeApp, makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let token: string;
let subscription: string;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  const backend = await makeApp(pool(), { owner: w.admin, scopes: ["marketplace:write:event:admin"] });
  token = await tokenOf(machine, backend);
  subscription = await subscribe(pool(), w.app);
});

afterAll(() => machine.stop());

const send = (body: MachineRequest["body"], more: Partial<MachineRequest> = {}) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", ...more.headers };
  return machine.send({ path: "/v2/events", body: body ?? "", ...more, headers });
};

const report = (json: unknown) => send(JSON.stringify(json));

const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

const bodiesOf = async (...ids: unknown[]) => {
  const where = { accountId: w.account.accountId, id: { in: ids.map(String) } };
  const rows = await db().reportedEvent.findMany({ where, orderBy: { id: "asc" } });
  return rows.map(({ body }) => JSON.parse(body));
};

describe("a report", () => {
  it("of one event gets 202 with its id, and is being delivered", async () => {
    const { status, json, headers } = await report({ ...updated, event_ts: 1739923527572 });
    expect([status, json, headers["cache-control"]]).toEqual([
      202,
      { id: expect.stringMatching(/^[\w-]{22}$/) },
      "no-store",
    ]);
    expect(await bodiesOf(json.id)).toMatchObject([{ event: "user.updated", event_ts: 1739923527572 }]);
    expect(await db().delivery.count({ where: { subscriptionId: subscription, reportId: String(json.id) } })).toBe(1);
  });

  it("continues the trace it is sent in: in its response and with the event; without a valid one there is none", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const traced = (traceparent: string) => send(JSON.stringify(updated), { headers: { traceparent } });
    const { json, headers } = await traced(`00-${trace}-00f067aa0ba902b7-01`);
    expect(headers.traceparent).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
    const kept = async (id: unknown) =>
      (await db().reportedEvent.findFirstOrThrow({ where: { id: String(id) }, select: { traceparent: true } }))
        .traceparent;
    expect(await kept(json.id)).toBe(headers.traceparent);
    const other = await traced(`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`);
    expect([other.status, other.headers.traceparent, await kept(other.json.id)]).toEqual([202, undefined, null]);
  });

  it("of several gets their ids in the same order", async () => {
    const events = [{ ...updated, id: "b" }, updated, { ...updated, id: "a" }, { ...updated, id: "b" }];
    const { status, json } = await report({ events });
    expect(status).toBe(202);
    expect(json).toEqual({ events: [{ id: "b" }, { id: expect.any(String) }, { id: "a" }, { id: "b" }] });
  });

  it("sent twice with the same id, even at the same moment, is one event", async () => {
    const one = { ...updated, id: "order-4711/paid" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(one)));
    expect(answers.map(({ status, json }) => [status, json.id])).toEqual(answers.map(() => [202, one.id]));
    expect(await db().delivery.count({ where: { subscriptionId: subscription, reportId: one.id } })).toBe(1);
  });

  it("of 256 KiB is accepted, one byte more is not, declared or not", async () => {
    const frame = JSON.stringify({ ...updated, payload: { text: "" } });
    const ofSize = (bytes: number) => frame.replace('"text":""', `"text":"${"x".repeat(bytes - frame.length)}"`);
    expect((await send(ofSize(262_144))).status).toBe(202);
    for (const chunked of [false, true]) {
      const { status, json } = await send(ofSize(262_145), { chunked });
      expect([status, json]).toEqual([413, { code: 413, message: "Send a body of at most 262144 bytes." }]);
    }
  });

  it("of 5,000 fields and list items is accepted, one more is not", async () => {
    // In addition to the items of the payload's list: two fields of the report, and the list itself.
    const ofValues = (count: number) => report({ ...updated, payload: { list: Array(count - 3).fill(0) } });
    expect((await ofValues(5000)).status).toBe(202);
    const { status, json } = await ofValues(5001);
    const message = "Send at most 5,000 fields and list items in one request.";
    expect([status, json]).toEqual([
      400,
      { code: 300, message: "Validation Failed.", errors: [{ field: "body", message }] },
    ]);
  });

  it("may only declare itself JSON in UTF-8", async () => {
    const as = (type: string) => send(JSON.stringify(updated), { headers: { "content-type": type } });
    for (const type of ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']) {
      expect((await as(type)).status, type).toBe(202);
    }
    for (const type of [
      "",
      "text/plain",
      "application/json; charset=latin1",
      "application/jsonp",
      "application/x-www-form-urlencoded",
    ]) {
      const { status, json } = await as(type);
      expect([status, json.code], type).toEqual([415, 415]);
    }
  });

  it("needs the scope", async () => {
    const headers = { authorization: `Bearer ${await tokenOf(machine, w.app)}` };
    const { status, json } = await send(JSON.stringify(updated), { headers });
    expect([status, json.message]).toEqual([
      403,
      "Invalid access token, does not contain scopes:[marketplace:write:event:admin].",
    ]);
  });
});

describe("a report is refused and its invalid parts named for", () => {
  const nested = (depth: number): unknown => (depth === 0 ? {} : { in: nested(depth - 1) });
  const faults: [string, unknown, string[]][] = [
    ["an unknown event type", { ...updated, event: "user.cloned" }, ["event"]],
    ["no event type", { payload: {} }, ["event"]],
    ["a payload that is a list", { ...updated, payload: [] }, ["payload"]],
    ["a payload that is text", { ...updated, payload: "{}" }, ["payload"]],
    ["no payload", { event: "user.updated" }, ["payload"]],
    ["a NUL in a payload", { ...updated, payload: { deep: [{ text: "a\0b" }] } }, ["payload"]],
    ["a NUL in a payload's name", { ...updated, payload: { "a\0b": 1 } }, ["payload"]],
    ["a lone surrogate in a payload", { ...updated, payload: { text: "\ud83d" } }, ["payload"]],
    ["a payload nested too deeply", { ...updated, payload: nested(80) }, ["payload"]],
    ["a time that is text", { ...updated, event_ts: "1739923527572" }, ["event_ts"]],
    ["a time with a fraction", { ...updated, event_ts: 1.5 }, ["event_ts"]],
    ["a time before 1970", { ...updated, event_ts: -1 }, ["event_ts"]],
    ["a time out of range", { ...updated, event_ts: 9e15 }, ["event_ts"]],
    ["an id that is a number", { ...updated, id: 7 }, ["id"]],
    ["an empty id", { ...updated, id: "" }, ["id"]],
    ["an id with a NUL", { ...updated, id: "a\0" }, ["id"]],
    ["an id that is too long", { ...updated, id: "x".repeat(129) }, ["id"]],
    ["an unknown field", { ...updated, eventId: "x" }, ["body"]],
    ["a list", [updated], ["body"]],
    ["a number", 7, ["body"]],
    ["null", null, ["body"]],
    ["an empty batch", { events: [] }, ["events"]],
    ["a batch of 101", { events: Array.from({ length: 101 }, () => updated) }, ["events"]],
    ["a batch that is not a list", { events: updated }, ["events"]],
    [
      "a batch with faults",
      { events: [updated, { ...updated, event: "x", payload: 1 }] },
      ["events.1.event", "events.1.payload"],
    ],
  ];

  it.each(faults)("%s", async (_what, json, fields) => {
    const before = await db().reportedEvent.count();
    const { status, json: told } = await report(json);
    expect([status, told.code, told.message]).toEqual([400, 300, "Validation Failed."]);
    expect((told.errors as { field: string }[]).map(({ field }) => field)).toEqual(fields);
    expect(await db().reportedEvent.count()).toBe(before);
  });

  const broken: [string, MachineRequest["body"]][] = [
    ["nothing", ""],
    ["invalid JSON", "{event:1}"],
    ["truncated JSON", '{"event":"user.up'],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    [
      "brackets nested too deeply",
      `{"event":"user.updated","payload":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
    ],
  ];

  it.each([
    ["a number that JavaScript rounds", '"id":7615917337495251231', "payload.id"],
    ["a number that JavaScript can't hold", '"list":[1,1e400]', "payload.list.1"],
    ["a name twice", '"a":1,"a":2', "payload.a"],
    ["the name __proto__", '"__proto__":{"a":1}', "payload.__proto__"],
  ])("%s, which would not be passed on exactly", async (_what, inside, field) => {
    const { status, json } = await send(`{"event":"user.updated","payload":{${inside}}}`);
    expect([status, json.code, json.errors]).toEqual([400, 300, [{ field, message: expect.stringMatching(/\.$/) }]]);
  });

  it.each(broken)("%s", async (_what, body) => {
    const { status, json } = await send(body);
    expect([status, json.code]).toEqual([400, 300]);
  });
});
