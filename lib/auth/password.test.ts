import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hashPassword, passwordMatches } from "@/lib/auth/password";
import { Refusal } from "@/lib/refusal";

const ada = { key: "ada@example.com", known: true };

describe("passwords", () => {
  it("match their own hash and no other", async () => {
    const hash = await hashPassword("keeps the light on");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches("keeps the light on", hash, ada)).toBe(true);
    expect(await passwordMatches("keeps the light off", hash, ada)).toBe(false);
    expect(await passwordMatches("keeps the light on", null, ada)).toBe(false);
  });

  it("are refused, with the wait, when one address uses up its share, and other addresses are not affected", async () => {
    const hash = await hashPassword("keeps the light on");
    const one = { key: "192.0.2.1", known: false };
    const many = Array.from({ length: 20 }, () => passwordMatches("wrong", hash, one));
    const settled = Promise.allSettled(many);
    expect(await passwordMatches("keeps the light on", hash, { key: "192.0.2.2", known: false })).toBe(true);
    const refused = (await settled).flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.length).toBe(15);
    expect(refused.every((no) => no instanceof Refusal && no.code === "too-many")).toBe(true);
    expect(refused[0].message).toBe("Too many attempts. Try again in 10 seconds.");
  });

  it("an unreadable hash is an error, and the next password is checked again", async () => {
    await expect(passwordMatches("x", "no hash", ada)).rejects.toThrow("The password thread could not verify");
    expect(await passwordMatches("y", await hashPassword("y"), ada)).toBe(true);
  });

  it.runIf(process.platform === "linux")("are checked by a thread with a lower priority than all others", () => {
    const niceness = readdirSync("/proc/self/task").map((id) =>
      niceOf(readFileSync(`/proc/self/task/${id}/stat`, "utf8")),
    );
    expect(niceness.filter((nice) => nice === 5)).toHaveLength(1);
  });
});

/** The 19th field. The second one, a name in parentheses, may contain spaces. */
const niceOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
