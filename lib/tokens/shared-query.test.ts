import { describe, expect, it } from "vitest";
import { sharedQuery } from "@/lib/tokens/shared-query";

/** A load that is answered by hand: `asked` holds the keys of each query, `answers` resolves them in order. */
function loadByHand() {
  const asked: string[][] = [];
  const answers: ((value: string) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const find = sharedQuery<string>((keys) => {
    asked.push(keys);
    return new Promise((resolve, reject) => {
      answers.push((value) => resolve(new Map(keys.map((key) => [key, `${key} ${value}`]))));
      failures.push(reject);
    });
  });
  return { asked, answers, failures, find };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("a shared query", () => {
  it("loads together what is asked for in one turn, each key once", async () => {
    const { asked, answers, find } = loadByHand();
    const found = Promise.all([find("a"), find("b"), find("a")]);
    await turn();
    expect(asked).toEqual([["a", "b"]]);
    answers[0]?.("now");
    expect(await found).toEqual(["a now", "b now", "a now"]);
  });

  it("never answers with a query that began before the question", async () => {
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

  it("lets what arrives while two queries run wait and share the third", async () => {
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

  it("that fails fails for everyone who shares it, and for nobody after", async () => {
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

  it("finds nothing for a key that the load has nothing for", async () => {
    const find = sharedQuery<string>(async () => new Map());
    expect(await find("a")).toBeUndefined();
  });
});
