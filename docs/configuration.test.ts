import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environment } from "@/lib/config";

// docs/configuration.md and .env.example list exactly the settings there are, with their defaults.

type Name = keyof typeof environment.shape;

const names = Object.keys(environment.shape) as Name[];
const page = readFileSync("docs/configuration.md", "utf8");

/** The page's section on each variable, by its name. */
const sections = new Map(
  page
    .split(/^#{2,3} /m)
    .map((part) => [/^`([A-Z_]+)`\n/.exec(part)?.[1], part] as const)
    .filter((entry): entry is [string, string] => entry[0] !== undefined),
);

const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

describe("every setting", () => {
  it("has a section on the page, and nothing else has", () => {
    expect(sorted(sections.keys())).toEqual(sorted(names));
  });

  it("is listed in .env.example, and nothing else is", () => {
    const example = readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z_]+)=/gm);
    expect([...example].map(([, name = ""]) => name).sort()).toEqual(sorted(names));
  });

  it.each(names)("%s is described with its default and an example", (name) => {
    const text = sections.get(name) ?? "";
    const byDefault = environment.shape[name].parse(undefined);
    if (byDefault === undefined) expect(text).toMatch(/Default: (none|`http:\/\/localhost:PORT`)/);
    else expect(text).toContain(`Default: \`${byDefault}\``);
    expect(text).toMatch(new RegExp(`${name}=|DATA_DIR/secret-keys`));
  });
});
