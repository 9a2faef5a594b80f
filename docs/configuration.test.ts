import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environment } from "@/lib/config";

// docs/configuration.md and .env.example name the settings that there are, and tell their defaults.

type Name = keyof typeof environment.shape;

const names = Object.keys(environment.shape) as Name[];
const paper = readFileSync("docs/configuration.md", "utf8");

/** What the paper says about each variable, by its name. */
const told = new Map(
  paper
    .split(/^#{2,3} /m)
    .map((part) => [/^`([A-Z_]+)`\n/.exec(part)?.[1], part] as const)
    .filter((entry): entry is [string, string] => entry[0] !== undefined),
);

const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

describe("every setting", () => {
  it("has its place in the paper, and nothing else has", () => {
    expect(sorted(told.keys())).toEqual(sorted(names));
  });

  it("stands in .env.example, and nothing else does", () => {
    const example = readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z_]+)=/gm);
    expect([...example].map(([, name = ""]) => name).sort()).toEqual(sorted(names));
  });

  it.each(names)("%s is told with its default and an example that is accepted", (name) => {
    const text = told.get(name) ?? "";
    const byDefault = environment.shape[name].parse(undefined);
    if (byDefault === undefined) expect(text).toMatch(/Default: (none|`http:\/\/localhost:PORT`)/);
    else expect(text).toContain(`Default: \`${byDefault}\``);
    expect(text).toMatch(new RegExp(`${name}=|DATA_DIR/secret-keys`));
  });
});
