import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  type FromPrimary,
  type Metrics,
  MetricsCollector,
  type OfAll,
  silentAfterMs,
} from "@/lib/http/metrics-collector";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const counted = (value: number): Metrics =>
  [{ name: "n", help: "n", type: "counter", aggregator: "sum", values: [{ value, labels: {} }] }] as unknown as Metrics;

const total = ({ counts }: OfAll): number =>
  counts.flat().reduce((sum, { values }) => sum + (values[0]?.value ?? 0), 0);

/** Serving processes, and the scrapes they are asked for. */
function startProcesses(...ids: number[]) {
  const collector = new MetricsCollector();
  const heard = new Map<number, FromPrimary[]>();
  const processes = ids.map((id) => {
    heard.set(id, []);
    return { id, isConnected: () => true, send: (message: FromPrimary) => heard.get(id)?.push(message) };
  });
  for (const one of processes) {
    collector.join(one);
    collector.hear(one, "serving");
  }
  const find = (id: number) => processes.find((one) => one.id === id) as (typeof processes)[number];
  return {
    join: (id: number) => collector.join({ ...find(ids[0] as number), id }),
    leave: (id: number) => collector.leave(find(id)),
    want: (id: number, scrape: string) => collector.hear(find(id), { metrics: "wanted", id: scrape }),
    /** The process answers this scrape with its count. */
    tell: (id: number, scrape: string, count: number) =>
      collector.hear(find(id), { metrics: "told", id: scrape, of: { counts: counted(count), own: counted(id) } }),
    wasAsked: (id: number, scrape: string) => heard.get(id)?.some((one) => one.metrics === "tell" && one.id === scrape),
    /** The metrics of all that this process received; null while it waits. */
    async toldTo(id: number, scrape: string): Promise<OfAll | null> {
      await vi.advanceTimersByTimeAsync(0);
      const all = heard.get(id)?.find((one) => one.metrics === "all" && one.id === scrape);
      return all?.metrics === "all" ? all.of : null;
    },
  };
}

it("the scraped process gets the counts of all, as soon as the last has answered", async () => {
  const p = startProcesses(1, 2);
  p.want(2, "a");
  expect([p.wasAsked(1, "a"), p.wasAsked(2, "a")]).toEqual([true, true]);
  p.tell(1, "a", 10);
  expect(await p.toldTo(2, "a")).toBeNull();
  p.tell(2, "a", 5);
  const all = (await p.toldTo(2, "a")) as OfAll;
  expect(total(all)).toBe(15);
  expect(all.own).toEqual([counted(1), counted(2)]);
  expect(all.processes).toEqual({ answered: 2, silent: 0, starting: 0 });
  expect(await p.toldTo(1, "a")).toBeNull();
});

it("two concurrent scrapes each get their own answer", async () => {
  const p = startProcesses(1, 2);
  p.want(1, "a");
  p.want(2, "b");
  for (const scrape of ["b", "a"]) for (const id of [2, 1]) p.tell(id, scrape, 1);
  expect((await p.toldTo(1, "a"))?.own).toHaveLength(2);
  expect((await p.toldTo(2, "b"))?.own).toHaveLength(2);
});

it("a hung process is waited for a second, and counts with its last report", async () => {
  const p = startProcesses(1, 2);
  p.want(1, "a");
  p.tell(1, "a", 10);
  p.tell(2, "a", 7);
  p.want(1, "b");
  p.tell(1, "b", 11);
  await vi.advanceTimersByTimeAsync(silentAfterMs - 1);
  expect(await p.toldTo(1, "b")).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  const all = (await p.toldTo(1, "b")) as OfAll;
  expect(total(all)).toBe(18);
  expect(all.own).toEqual([counted(1)]);
  expect(all.processes).toEqual({ answered: 1, silent: 1, starting: 0 });
});

it("an answer that arrives too late counts at the next scrape", async () => {
  const p = startProcesses(1, 2);
  p.want(1, "a");
  p.tell(1, "a", 1);
  await vi.advanceTimersByTimeAsync(silentAfterMs);
  p.tell(2, "a", 20);
  p.want(1, "b");
  p.tell(1, "b", 1);
  await vi.advanceTimersByTimeAsync(silentAfterMs);
  expect(total((await p.toldTo(1, "b")) as OfAll)).toBe(21);
});

it("a process that exits is not waited for, and its counts stay in the sums", async () => {
  const p = startProcesses(1, 2, 3);
  p.want(1, "a");
  for (const id of [1, 2, 3]) p.tell(id, "a", id);
  p.want(1, "b");
  p.tell(1, "b", 1);
  p.leave(2);
  p.leave(3);
  const all = (await p.toldTo(1, "b")) as OfAll;
  expect(total(all)).toBe(6);
  expect(all.processes).toEqual({ answered: 1, silent: 0, starting: 0 });
});

it("a process that starts is counted as starting, and not asked", async () => {
  const p = startProcesses(1);
  p.join(2);
  p.want(1, "a");
  p.tell(1, "a", 1);
  expect((await p.toldTo(1, "a"))?.processes).toEqual({ answered: 1, silent: 0, starting: 1 });
});
