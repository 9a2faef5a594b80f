import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SaveOutcome, SaveQueue } from "./save-queue";

const saved = async (): Promise<SaveOutcome> => ({ kind: "saved" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("typed text", () => {
  it("is saving from the first keystroke, and saved once after the pause", async () => {
    const queue = new SaveQueue();
    const save = vi.fn(saved);
    queue.touch(save);
    expect(queue.state.kind).toBe("saving");
    await vi.advanceTimersByTimeAsync(300);
    queue.touch(save);
    await vi.advanceTimersByTimeAsync(700);
    expect(save).toHaveBeenCalledTimes(1);
    expect(queue.state.kind).toBe("saved");
  });

  it("is saved immediately by flush, which returns whether everything is saved", async () => {
    const queue = new SaveQueue();
    queue.touch(saved);
    expect(await queue.flush()).toBe(true);
    queue.touch(async () => ({ kind: "failed", why: "too long" }));
    expect(await queue.flush()).toBe(false);
    expect(queue.state).toEqual({ kind: "failed", why: "too long" });
  });

  it("is not reported as saved while a newer change is waiting", async () => {
    const queue = new SaveQueue();
    let finish: (outcome: SaveOutcome) => void = () => {};
    const slow = queue.run(() => new Promise((resolve) => (finish = resolve)));
    await vi.advanceTimersByTimeAsync(0);
    queue.touch(saved);
    finish({ kind: "saved" });
    await slow;
    expect(queue.state.kind).toBe("saving");
    expect(queue.settled).toBe(false);
    await vi.advanceTimersByTimeAsync(700);
    expect(queue.state.kind).toBe("saved");
  });
});

describe("an unreachable server", () => {
  it("is retried until it answers, and reported as failed meanwhile", async () => {
    const queue = new SaveQueue();
    let down = true;
    const save = vi.fn(async (): Promise<SaveOutcome> => {
      if (down) throw new TypeError("Failed to fetch");
      return { kind: "saved" };
    });
    queue.touch(save);
    await vi.advanceTimersByTimeAsync(3_700);
    expect(save.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(queue.state.kind).toBe("failed");
    down = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(queue.state.kind).toBe("saved");
    expect(queue.settled).toBe(true);
  });
});

describe("the footer", () => {
  it("says nothing until something is saved, and again on the next step", async () => {
    const queue = new SaveQueue();
    expect(queue.state.kind).toBe("idle");
    await queue.run(saved);
    expect(queue.state.kind).toBe("saved");
    queue.newStep();
    expect(queue.state.kind).toBe("idle");
  });

  it("says nothing after a change that was refused or dropped", async () => {
    const queue = new SaveQueue();
    await queue.run(async () => ({ kind: "unchanged" }));
    expect([queue.state.kind, queue.settled]).toEqual(["idle", true]);
  });

  it("says so while an editor has unsaved changes, whatever else is saved", async () => {
    const queue = new SaveQueue();
    const release = queue.hold("tab");
    expect(queue.state.kind).toBe("unsaved");
    const save = queue.run(saved);
    expect(queue.state.kind).toBe("saving");
    await save;
    expect(queue.state.kind).toBe("unsaved");
    release();
    expect(queue.state.kind).toBe("saved");
  });

  it("still reports on the next step what could not be saved", async () => {
    const queue = new SaveQueue();
    await queue.run(async () => ({ kind: "failed", why: "too long" }));
    queue.newStep();
    expect(queue.state.kind).toBe("failed");
  });
});

describe("leaving with an open editor", () => {
  const fates = (queue: SaveQueue) => [queue.fateOn("step"), queue.fateOn("elsewhere")];

  it("keeps drafts, and loses what only this step or the wizard holds", () => {
    const queue = new SaveQueue();
    expect([fates(queue), queue.isUnsaved]).toEqual([["none", "none"], false]);
    const releases = [queue.hold("tab")];
    expect([fates(queue), queue.isUnsaved]).toEqual([["kept", "kept"], true]);
    releases.push(queue.hold("wizard"));
    expect(fates(queue)).toEqual(["kept", "lost"]);
    releases.push(queue.hold("step"));
    expect(fates(queue)).toEqual(["lost", "lost"]);
    for (const release of releases) release();
    expect([fates(queue), queue.isUnsaved]).toEqual([["none", "none"], false]);
  });
});
