import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requestHeaders } from "@/lib/outgoing/send";
import { encryptedToken } from "@/lib/outgoing/signature";

// docs/notifications.md shows what is really sent.

const page = readFileSync("docs/notifications.md", "utf8");

/** The code blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, "gs"))].map(([, text = ""]) => text);

const token = /secret token `([\w-]{22})`/.exec(page)?.[1] ?? "";

describe("docs/notifications.md shows", () => {
  it("a request with all of its headers, signed with the secret token that it names", () => {
    const [head = "", body = ""] = (blocks("http")[0] ?? "").split("\n\n");
    const shown = Object.fromEntries(
      head
        .split("\n")
        .slice(1)
        .map((line) => line.split(/: (.*)/)),
    );
    const timestampSeconds = Number(shown["webhook-timestamp"]);
    const tokens = { current: token, previous: null, platformUses: "current" as const };
    expect(shown).toEqual(requestHeaders({ id: shown["webhook-id"] ?? "", timestampSeconds, body, tokens }));
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });

  it("a challenge and its right answer", () => {
    const [asked, answered] = blocks("json").map((text) => JSON.parse(text));
    const { plainToken } = asked.payload;
    expect(answered).toEqual({ plainToken, encryptedToken: encryptedToken(token, plainToken) });
  });

  it("the name of every failure, and only those", () => {
    const source = readFileSync("lib/outgoing/failures.ts", "utf8");
    const [, union = ""] = /export type FailureName =([^;]*);/.exec(source) ?? [];
    const [, table = ""] = /\n## When it fails\n(.*?)\n## /s.exec(page) ?? [];
    const named = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(named).toEqual([...union.matchAll(/"(\w+)"/g)].map(([, name]) => name));
  });
});
