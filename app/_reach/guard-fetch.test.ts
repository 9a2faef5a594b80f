import { beforeEach, expect, it } from "vitest";
import { guardFetch } from "./guard-fetch";
import type { Trouble } from "./trouble";

let answers: (() => Promise<Response>)[];
let reported: (Trouble | null)[];
let stays: number;

const fetch = guardFetch(async () => (await answers.shift()?.()) ?? new Response("page"), {
  address: () => "/roles/new?from=7",
  stay: () => void stays++,
  report: (trouble) => void reported.push(trouble),
  later: async () => {},
});

const open = (address: string, headers: Record<string, string> = { rsc: "1" }) =>
  fetch(`http://console.test${address}`, { headers });

const lost = () => Promise.reject(new TypeError("Failed to fetch"));

/** Broken off after its status line. */
const broken = async () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError("network")) }));

const signedOut = async () =>
  new Response('0:{"b":"build"}\n2:E{"digest":"NEXT_REDIRECT;replace;/sign-in?to=%2Froles;307;"}\n');

const isSettled = (work: Promise<unknown>) =>
  Promise.race([work.then(() => true), new Promise((resolve) => setImmediate(() => setImmediate(resolve, false)))]);

beforeEach(() => {
  answers = [];
  reported = [];
  stays = 0;
});

it.each([
  ["unreachable", lost],
  ["unreachable", broken],
  ["unreachable", async () => new Response("Unavailable", { status: 503 })],
  ["signed-out", signedOut],
] as const)("the page stays when the next one is %s", async (kind, answer) => {
  answers = [answer];
  expect(await isSettled(open("/roles?_rsc=abc"))).toBe(false);
  expect(reported).toEqual([{ kind, to: "/roles" }]);
  expect(stays).toBe(1);
});

it("a page that is loaded ends the trouble, and is as the server sent it", async () => {
  const response = await open("/roles");
  expect(await response.text()).toBe("page");
  expect(reported).toEqual([null]);
  expect(stays).toBe(0);
});

it("the page that is open is loaded again until the server answers", async () => {
  answers = [lost, broken];
  expect(await (await open("/roles/new?from=7&_rsc=abc")).text()).toBe("page");
  expect(reported).toEqual([{ kind: "unreachable", to: null }, { kind: "unreachable", to: null }, null]);
  expect(stays).toBe(0);
});

it("a page fetched ahead may fail unnoticed", async () => {
  answers = [lost];
  await expect(open("/roles", { rsc: "1", "next-router-prefetch": "1" })).rejects.toThrow("Failed to fetch");
  expect(reported).toEqual([]);
});

it("an action that is refused to someone signed out is reported, and answered", async () => {
  const refusal = '1:{"ok":false,"code":"signed-out","message":"You are signed out."}';
  answers = [async () => new Response(refusal)];
  expect(await (await open("/roles", { "next-action": "a1" })).text()).toBe(refusal);
  expect(reported).toEqual([{ kind: "signed-out", to: null }]);
});

it("an action that breaks off fails as a whole", async () => {
  answers = [broken];
  await expect(open("/roles", { "next-action": "a1" })).rejects.toThrow("network");
});
