import { beforeEach, describe, expect, it } from "vitest";
import { spendSending } from "@/lib/auth/sending-throttle";
import { pool } from "@/lib/database/db";
import { useSettings } from "@/tests/support/settings";

const people = (accountId: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ accountId, userId: `${accountId} ${i}` }));

/** Sends `times` at once, by these people in turn: how many were accepted, and the message of the last refusal. */
async function spend(times: number, by: ReturnType<typeof people>, urls?: string[]) {
  const turns = Array.from({ length: Math.ceil(times / by.length) }, () => by).flat();
  const all = turns.slice(0, times).map((person) => spendSending(person, "request", urls));
  const settled = await Promise.allSettled(all);
  const refused = settled.flatMap((one) => (one.status === "rejected" ? [String(one.reason.message)] : []));
  return { passed: times - refused.length, said: refused.at(-1) };
}

beforeEach(() => pool().query(`DELETE FROM "Throttle"`));

it("emails are counted where a mail server is configured, and not where nothing is sent", async () => {
  const [ada] = people("a", 1);
  const send = async (times: number) =>
    (await Promise.allSettled(Array.from({ length: times }, () => ada && spendSending(ada, "email")))).filter(
      ({ status }) => status === "fulfilled",
    ).length;
  useSettings({});
  expect(await send(40)).toBe(40);
  useSettings({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "Patchbay <patchbay@example.com>" });
  expect(await send(40)).toBe(30);
});

describe("requests that people have sent to others are limited", () => {
  it("per person, with the time until the next attempt", async () => {
    expect(await spend(100, people("a", 1))).toEqual({
      passed: 60,
      said: "Too many attempts. Try again in 10 minutes.",
    });
    expect((await spend(10, people("b", 1))).passed).toBe(10);
  });

  it("per account, across all its people", async () => {
    expect(await spend(300, people("a", 10))).toEqual({
      passed: 240,
      said: "Too many attempts in this account. Try again in 10 minutes.",
    });
  });

  it("per host, whatever its port or spelling, and one account leaves room for the others", async () => {
    const urls = (i: number) => [`https://Victim.example:${i + 1}/x`, `https://victim.example./${i}`];
    const passed = [];
    for (let i = 0; i < 2; i++) passed.push((await spend(40, people("a", 2), [urls(i)[i] ?? ""])).passed);
    expect(passed).toEqual([40, 20]);
    expect(await spend(80, people("b", 2), ["https://victim.example"])).toEqual({
      passed: 60,
      said: "Too many requests to victim.example. Try again in 10 minutes.",
    });
    expect((await spend(5, people("c", 1), ["https://victim.example"])).passed).toBe(0);
    expect((await spend(5, people("c", 1), ["https://other.example"])).passed).toBe(5);
  });

  it("even when the host name has the maximum length", async () => {
    const long = `https://${Array(4).fill("a".repeat(62)).join(".")}/`;
    expect((await spend(70, people("a", 2), [long])).passed).toBe(60);
  });
});
