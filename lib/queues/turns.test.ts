import { describe, expect, it, vi } from "vitest";
import { type Bounds, Turns } from "@/lib/queues/turns";

const bounds: Bounds = {
  places: 1,
  placeRestMs: 0,
  keyRestMs: 0,
  waiting: 4,
  waitingPerKey: 3,
  longestWaitMs: 5_000,
};

const stranger = (key: string) => ({ key, known: false });
const friend = (key: string) => ({ key, known: true });

/** All ask while the only place is taken; returns the order in which they get it. */
async function order(asked: { key: string; known: boolean }[], more: Partial<Bounds> = {}): Promise<string[]> {
  const turns = new Turns({ ...bounds, waiting: 20, waitingPerKey: 20, ...more });
  const first = await turns.take(stranger("first"));
  const served: string[] = [];
  const all = asked.map(async (turn) => {
    const done = await turns.take(turn);
    served.push(turn.key);
    done?.();
  });
  first?.();
  await Promise.all(all);
  return served;
}

describe("a round-robin queue by key", () => {
  it("gives a key with many waiting a single turn before every other key has had one", async () => {
    const many = Array.from({ length: 5 }, () => stranger("many"));
    expect(await order([...many, stranger("a"), stranger("b")])).toEqual(["many", "a", "b", ...Array(4).fill("many")]);
  });

  it("runs one turn per key at a time, even if more places are free", async () => {
    const turns = new Turns({ ...bounds, places: 3 });
    const done = await turns.take(stranger("a"));
    let got = false;
    const second = turns.take(stranger("a")).then((one) => {
      got = true;
      return one;
    });
    const other = await turns.take(stranger("b"));
    expect([other !== null, got]).toEqual([true, false]);
    done?.();
    expect(await second).not.toBeNull();
  });

  it("lets known ones go first, and one of the others after every four", async () => {
    const known = Array.from({ length: 6 }, (_, i) => friend(`known ${i}`));
    const served = await order([stranger("a"), stranger("b"), ...known]);
    expect(served.indexOf("a")).toBe(4);
    expect(served.slice(0, 4)).toEqual(["known 0", "known 1", "known 2", "known 3"]);
  });

  it("turns away only a key that has too many waiting", async () => {
    const turns = new Turns(bounds);
    await turns.take(stranger("first"));
    for (let i = 0; i < 3; i++) void turns.take(stranger("a"));
    expect(await turns.take(stranger("a"))).toBeNull();
    void turns.take(stranger("b"));
    // Full now: a key with nothing waiting takes the last place of the key with the most.
    const newcomer = vi.fn();
    void turns.take(stranger("c")).then(newcomer);
    await Promise.resolve();
    expect(newcomer).not.toHaveBeenCalled();
    expect(await turns.take(stranger("b"))).toBeNull();
  });

  it("has room for known ones however many others wait", async () => {
    const turns = new Turns(bounds);
    const first = await turns.take(stranger("first"));
    for (const key of ["a", "b", "c", "d"]) void turns.take(stranger(key));
    expect(await turns.take(stranger("e"))).toBeNull();
    const known = turns.take(friend("ada"));
    first?.();
    expect(await known).not.toBeNull();
  });

  it("turns away what has waited too long or was aborted, and gives the turn to the next", async () => {
    const turns = new Turns({ ...bounds, longestWaitMs: 20 });
    const first = await turns.take(stranger("first"));
    expect(await turns.take(stranger("late"))).toBeNull();
    const left = new AbortController();
    const leaver = turns.take(stranger("leaver"), left.signal);
    const next = turns.take(stranger("next"));
    left.abort();
    expect(await leaver).toBeNull();
    first?.();
    expect(await next).not.toBeNull();
  });

  it("keeps a place and a key taken for their rest time, however soon a turn ends, and ends a turn once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const turns = new Turns({ ...bounds, placeRestMs: 50, keyRestMs: 100 });
    const done = await turns.take(stranger("a"));
    done?.();
    done?.();
    const got: string[] = [];
    for (const key of ["a", "b"]) void turns.take(stranger(key)).then((end) => [got.push(key), end?.()]);
    await vi.advanceTimersByTimeAsync(30);
    expect(got).toEqual([]);
    await vi.advanceTimersByTimeAsync(30);
    expect(got).toEqual(["b"]);
    await vi.advanceTimersByTimeAsync(60);
    expect(got).toEqual(["b", "a"]);
    vi.useRealTimers();
  });
});
