import { describe, expect, it, vi } from "vitest";
import { log } from "@/lib/log";
import { batch } from "@/lib/metering/batch";

type Row = { key: string; count: number };

function testBatch(write: (rows: Row[]) => Promise<Row[]>, mostKeys = 10) {
  return batch<Row>({
    name: "test",
    afterMs: 60_000,
    mostKeys,
    keyOf: ({ key }) => key,
    add: (row, more) => {
      row.count += more.count;
    },
    write,
  });
}

/** A fake database that remembers what was written. */
function written() {
  const all: Row[] = [];
  const write = async (rows: Row[]): Promise<Row[]> => {
    all.push(...rows.map((row) => ({ ...row })));
    return [];
  };
  return { all, write };
}

describe("a batch", () => {
  it("is added up by key and written once", async () => {
    const { all, write } = written();
    const { note, flush } = testBatch(write);
    for (const key of ["a", "b", "a"]) note({ key, count: 1 });
    await flush();
    await flush();
    expect(all).toEqual([
      { key: "a", count: 2 },
      { key: "b", count: 1 },
    ]);
  });

  it("is written automatically a while after its first row", async () => {
    vi.useFakeTimers();
    const { all, write } = written();
    testBatch(write).note({ key: "a", count: 1 });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(all).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(all).toHaveLength(1);
    vi.useRealTimers();
  });

  it("is flushed only once a write that the timer began has ended, so that a stop loses none of it", async () => {
    vi.useFakeTimers();
    const { all, write } = written();
    let end: () => void = () => undefined;
    const { note, flush } = testBatch(async (rows) => {
      await new Promise<void>((resolve) => (end = resolve));
      return write(rows);
    });
    note({ key: "a", count: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    const flushed = flush().then(() => [...all]);
    end();
    vi.useRealTimers();
    expect(await flushed).toEqual([{ key: "a", count: 1 }]);
  });

  it("is bounded: known keys keep counting, new ones are dropped", async () => {
    const { all, write } = written();
    const { note, flush } = testBatch(write, 2);
    for (const key of ["a", "b", "c", "a"]) note({ key, count: 1 });
    await flush();
    expect(all).toEqual([
      { key: "a", count: 2 },
      { key: "b", count: 1 },
    ]);
  });

  it("is kept if it cannot be written, and added to what arrives meanwhile", async () => {
    const warned = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const { all, write } = written();
    let away = true;
    const { note, flush } = testBatch((rows) => (away ? Promise.reject(new Error("away")) : write(rows)));
    note({ key: "a", count: 1 });
    const failing = flush();
    note({ key: "a", count: 5 });
    await failing;
    away = false;
    await flush();
    expect(all).toEqual([{ key: "a", count: 6 }]);
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
  });

  it("is written without a row that the database rejects, which is dropped and logged", async () => {
    const error = vi.spyOn(log, "error").mockReturnValue(undefined);
    const { all, write } = written();
    const { note, flush } = testBatch(async (rows) => {
      if (rows.some(({ key }) => key === "bad")) throw Object.assign(new Error("invalid"), { code: "22021" });
      return write(rows);
    });
    for (const key of ["a", "bad", "b", "c"]) note({ key, count: 1 });
    await flush();
    expect(all.map(({ key }) => key)).toEqual(["a", "b", "c"]);
    expect(error).toHaveBeenCalledOnce();
    await flush();
    expect(all).toHaveLength(3);
    error.mockRestore();
  });
});
