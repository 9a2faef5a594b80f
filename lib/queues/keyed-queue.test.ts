import { afterEach, describe, expect, it, vi } from "vitest";
import { KeyedQueue } from "@/lib/queues/keyed-queue";

afterEach(() => vi.useRealTimers());

/** Work that runs until the test ends it. */
function work() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, begin, end };
}

const bounds = { atOnce: 2, waiting: 3, waitMs: 1_000 };

describe("a queue by key", () => {
  it("never runs more at once than allowed, first come, first served", async () => {
    const queue = new KeyedQueue(bounds);
    const { begun, begin, end } = work();
    const all = ["a", "b", "c", "d"].map((name) => queue.run("k", begin(name)));
    expect(begun).toEqual(["a", "b"]);
    await end("b");
    expect(begun).toEqual(["a", "b", "c"]);
    const late = queue.run("k", begin("e"));
    await end("a");
    await end("c");
    expect(begun).toEqual(["a", "b", "c", "d", "e"]);
    await end("d");
    await end("e");
    expect(await Promise.all([...all, late])).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("runs urgent work ahead of everything waiting, and other keys in parallel", async () => {
    const queue = new KeyedQueue(bounds);
    const { begun, begin, end } = work();
    for (const name of ["a", "b", "c"]) void queue.run("k", begin(name));
    for (const name of ["urgent", "urgent too"]) void queue.run("k", begin(name), { first: true });
    void queue.run("other", begin("other"));
    for (const name of ["a", "b", "urgent"]) await end(name);
    expect(begun).toEqual(["a", "b", "other", "urgent", "urgent too", "c"]);
  });

  it("passes the place of failed work to the next", async () => {
    const queue = new KeyedQueue({ ...bounds, atOnce: 1 });
    const failing = queue.run("k", () => Promise.reject(new Error("no")));
    const next = queue.run("k", async () => "done");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("done");
    expect(await queue.run("k", async () => "again")).toBe("again");
  });

  it("refuses only what would wait behind too many, or for too long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const queue = new KeyedQueue({ ...bounds, atOnce: 1 });
    const { begun, begin, end } = work();
    const first = queue.run("k", begin("a"));
    const waiting = ["b", "c", "d"].map((name) => queue.run("k", begin(name)).catch(({ code }) => code));
    await expect(queue.run("k", begin("e"))).rejects.toMatchObject({ code: "too-many" });
    await vi.advanceTimersByTimeAsync(bounds.waitMs);
    expect(await Promise.all(waiting)).toEqual(["too-many", "too-many", "too-many"]);
    await end("a");
    expect(await first).toBe("a");
    const again = queue.run("k", begin("f"));
    expect(begun).toEqual(["a", "f"]);
    await end("f");
    expect(await again).toBe("f");
  });
});
