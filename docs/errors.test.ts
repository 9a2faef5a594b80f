import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sentencesIn } from "@/tests/support/sentences";

// docs/errors.md lists exactly the errors that the code has.

const page = readFileSync("docs/errors.md", "utf8");

/** The part of the page under a heading, up to the next one of the same rank. */
function section(heading: string): string {
  const rank = heading.indexOf(" ");
  const [, after = ""] = page.split(`\n${heading}\n`);
  const [part = ""] = after.split(new RegExp(`\n#{2,${rank}} `));
  return part;
}

/** Table cells of a part of the page that are nothing but code, without their backticks. */
const quoted = (part: string): string[] =>
  part
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .flatMap((line) => line.split("|").map((cell) => /^`([^`]+)`$/.exec(cell.trim())?.[1] ?? ""))
    .filter((text) => text !== "");

const isSentence = (text: string): boolean => text.includes(" ");

/** The source files of these folders, and of these single files. */
const files = (...places: string[]): string[] =>
  places.flatMap((place) =>
    place.includes(".")
      ? [place]
      : readdirSync(place, { withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name) && !entry.name.includes(".test."))
          .map((entry) => `${place}/${entry.name}`),
  );

const faults = "lib/database/faults.ts";

const entry = "lib/front/server.ts";

const signIn = "lib/web/next-auth.ts";

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

describe("the page of errors has", () => {
  it("every code of a refusal, and no other", () => {
    const [, list = ""] = /const refusalCodes = \[(.*?)\]/s.exec(readFileSync("lib/refusal.ts", "utf8")) ?? [];
    const codes = [...list.matchAll(/"([a-z-]+)"/g)].map(([, code = ""]) => code);
    expect(sorted(quoted(section("## To people")))).toEqual(sorted([...codes, "unexpected"]));
  });

  it("every OAuth error, and no other", () => {
    const [, union = ""] =
      /type OAuthErrorCode =([^;]*);/.exec(readFileSync("lib/tokens/oauth-error.ts", "utf8")) ?? [];
    const own = readFileSync("lib/http/errors.ts", "utf8").matchAll(/\b[45]\d\d,\s*"(\w+)"/g);
    const codes = [...union.matchAll(/"(\w+)"/g), ...own].map(([, code = ""]) => code);
    const named = quoted(section("### OAuth: `/oauth/*` and `/.well-known/*`")).filter((text) => !isSentence(text));
    expect(sorted(named)).toEqual(sorted(codes));
  });

  const parts: [string, string, string[]][] = [
    [
      "every message to machines",
      "## To machines",
      files("lib/tokens", "lib/http", "lib/deliveries/spend.ts", "lib/events/exact-json.ts"),
    ],
    ["every fault of the database", "## Faults of the database", files(faults)],
    [
      "every message to a browser before a page",
      "## Before a page",
      files("lib/front", "lib/web", "components/unreachable.ts").filter((file) => ![entry, signIn].includes(file)),
    ],
    [
      "every reason why a start fails",
      "## At the start",
      files(entry, "lib/worker/worker.ts", "lib/config.ts", "lib/database", "scripts/bootstrap").filter(
        (file) => file !== faults,
      ),
    ],
  ];

  it.each(parts)("%s, and no other", (_what, heading, sources) => {
    const said = sources.flatMap(sentencesIn);
    expect(sorted(quoted(section(heading)).filter(isSentence))).toEqual(sorted(said));
  });
});
