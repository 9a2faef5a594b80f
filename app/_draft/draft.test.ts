import { beforeEach, describe, expect, it } from "vitest";
import { DraftStore } from "./draft-store";
import { mergeDraft } from "./merge-draft";

const day = 86_400_000;
let now = 0;
let storage: Storage;

/** A browser's storage. */
class Shelf implements Storage {
  readonly #items = new Map<string, string>();
  get length() {
    return this.#items.size;
  }
  key = (i: number) => [...this.#items.keys()][i] ?? null;
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, text: string) => void this.#items.set(key, text);
  removeItem = (key: string) => void this.#items.delete(key);
  clear = () => this.#items.clear();
}

const of = (person: string) =>
  new DraftStore(
    () => storage,
    person,
    () => now,
  );

const draft = (name: string) => ({ base: { name: "" }, typed: { name } });

beforeEach(() => {
  now = Date.parse("2026-11-30T12:00:00Z");
  storage = new Shelf();
});

describe("kept drafts", () => {
  it("are found by the person who typed them, in the form they typed them into", () => {
    of("ada").keep("role:1", draft("Billing"));
    expect(of("ada").find("role:1")).toMatchObject(draft("Billing"));
    expect(of("ada").find("role:2")).toBeNull();
    expect(of("bea").find("role:1")).toBeNull();
  });

  it("end after 14 days, also those of people who never come back", () => {
    of("ada").keep("role:1", draft("Billing"));
    now += 14 * day;
    expect(of("ada").find("role:1")).toBeNull();
    of("bea").keep("role:1", draft("Support"));
    expect(storage.length).toBe(1);
  });

  it("are at most 30, the newest, and none is longer than 100,000 characters", () => {
    for (let i = 0; i < 40; i++) {
      now += 1;
      of("ada").keep(`role:${i}`, draft(`Role ${i}`));
    }
    expect(storage.length).toBe(30);
    expect(of("ada").find("role:9")).toBeNull();
    expect(of("ada").find("role:10")).not.toBeNull();
    of("ada").keep("role:10", draft("x".repeat(100_001)));
    expect(of("ada").find("role:10")).toBeNull();
  });

  it("that can't be read count as none", () => {
    of("ada").keep("role:1", draft("Billing"));
    for (const text of ["{", "7", "null", '{"at":1}']) {
      storage.setItem(storage.key(0) ?? "", text);
      expect(of("ada").find("role:1")).toBeNull();
    }
    const off = new DraftStore(() => {
      throw new Error("The user denied access to storage");
    }, "ada");
    off.keep("role:1", draft("Billing"));
    expect(off.find("role:1")).toBeNull();
  });
});

describe("a draft that comes back", () => {
  const base = { name: "Billing", description: "", rights: { Users: "view", Roles: "edit" } };

  it("fills only what was typed, and leaves the rest as it is now", () => {
    const typed = { ...base, description: "For invoices" };
    const today = { ...base, name: "Invoices" };
    expect(mergeDraft({ base, typed }, today)).toEqual({ restored: { description: "For invoices" }, changed: {} });
  });

  it("names the fields that someone else has changed too", () => {
    const typed = { ...base, name: "Payments" };
    const today = { ...base, name: "Invoices" };
    expect(mergeDraft({ base, typed }, today)).toEqual({
      restored: { name: "Payments" },
      changed: { name: "Invoices" },
    });
  });

  it("says nothing once it is what the form already holds", () => {
    const typed = { ...base, rights: { Roles: "edit", Users: "view" } };
    expect(mergeDraft({ base, typed }, base)).toBeNull();
    expect(mergeDraft({ base, typed: { ...base, name: "Invoices" } }, { ...base, name: "Invoices" })).toBeNull();
  });
});
