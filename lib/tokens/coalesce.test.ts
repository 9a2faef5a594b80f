import { describe, expect, it } from "vitest";
import { coalesce } from "@/lib/tokens/coalesce";

/**
 * A load the test resolves by hand: `asked` has the keys of each query, `answers` and `failures` settle them, in order.
 */
function loadByHand(limits?: { loads: number; keys: number }) {
  const asked: string[][] = [];
  const answers: ((value: string) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const find = coalesce<string, string>((keys) => {
    asked.push(keys);
    return new Promise((resolve, reject) => {
      answers.push((value) => resolve(keys.map((key) => `${key} ${value}`)));
      failures.push(reject);
    });
  }, limits);
  return { asked, answers, failures, find };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("coalesced loading", () => {
  it("loads keys of one turn together, in the order they were asked for", async () => {
    const { asked, answers, find } = loadByHand();
    const found = Promise.all([find("a"), find("b"), find("a")]);
    await turn();
    expect(asked).toEqual([["a", "b", "a"]]);
    answers[0]?.("now");
    expect(await found).toEqual(["a now", "b now", "a now"]);
  });

  it("never answers from a load that began before the key was asked for", async () => {
    const { asked, answers, find } = loadByHand();
    const before = find("a");
    await turn();
    const after = find("a");
    await turn();
    expect(asked).toEqual([["a"], ["a"]]);
    answers[0]?.("old");
    answers[1]?.("new");
    expect([await before, await after]).toEqual(["a old", "a new"]);
  });

  it("makes keys that arrive while two loads run wait and share the third", async () => {
    const { asked, answers, find } = loadByHand();
    const all = [find("a")];
    await turn();
    all.push(find("b"));
    await turn();
    all.push(find("c"));
    await turn();
    all.push(find("d"));
    await turn();
    expect(asked).toEqual([["a"], ["b"]]);
    answers[0]?.("1");
    await turn();
    expect(asked).toEqual([["a"], ["b"], ["c", "d"]]);
    answers[1]?.("2");
    answers[2]?.("3");
    expect(await Promise.all(all)).toEqual(["a 1", "b 2", "c 3", "d 3"]);
  });

  it("that fails rejects for all callers that share it, and for none after", async () => {
    const { answers, failures, find } = loadByHand();
    const shared = Promise.allSettled([find("a"), find("b")]);
    await turn();
    failures[0]?.(new Error("gone"));
    expect((await shared).map((one) => one.status)).toEqual(["rejected", "rejected"]);
    const next = find("a");
    await turn();
    answers[1]?.("back");
    expect(await next).toBe("a back");
  });

  it("fails for the key the database rejects, and for no other key in the same load", async () => {
    const loads: string[][] = [];
    const find = coalesce<string, string>(async (keys) => {
      loads.push(keys);
      if (keys.includes("bad")) throw Object.assign(new Error("invalid byte sequence"), { code: "22021" });
      return keys.map((key) => `${key} found`);
    });
    const good = Array.from({ length: 63 }, (_, n) => `good ${n}`);
    const found = await Promise.allSettled([...good.slice(0, 40), "bad", ...good.slice(40)].map(find));
    expect(found.filter((one) => one.status === "rejected")).toHaveLength(1);
    expect(found[40]?.status).toBe("rejected");
    expect(found.flatMap((one) => (one.status === "fulfilled" ? one.value : []))).toEqual(
      good.map((key) => `${key} found`),
    );
    expect(loads.length).toBeLessThanOrEqual(1 + 2 * Math.log2(64));
  });

  it("never exceeds the limit of keys per load, and leaves none out", async () => {
    const { asked, answers, find } = loadByHand({ loads: 3, keys: 2 });
    const all = Promise.all(["a", "b", "c", "d", "e", "f", "g"].map(find));
    await turn();
    await turn();
    expect(asked).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ]);
    answers[1]?.("1");
    await turn();
    expect(asked[3]).toEqual(["g"]);
    for (const answer of answers) answer("1");
    expect(await all).toEqual(["a 1", "b 1", "c 1", "d 1", "e 1", "f 1", "g 1"]);
  });
});
