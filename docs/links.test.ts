import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

// A link in a paper leads somewhere: to a file that is there, and to a heading that is in it.

const papers = [".", "docs", "docs/decisions"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => normalize(join(folder, name))),
);

type Link = { paper: string; target: string };

const withoutCode = (text: string): string => text.replace(/^```.*?^```/gms, "").replace(/`[^`]*`/g, "");

const links: Link[] = papers.flatMap((paper) =>
  [...withoutCode(readFileSync(paper, "utf8")).matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(([, target = ""]) => ({ paper, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
);

/** The names by which the headings of a paper can be linked to. */
const anchorsOf = (paper: string): string[] =>
  [
    ...readFileSync(paper, "utf8")
      .replace(/^```.*?^```/gms, "")
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );

function whyBroken({ paper, target }: Link): string[] {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? paper : normalize(join(dirname(paper), path));
  if (!existsSync(file)) return [`${paper}: ${target} is not there`];
  if (anchor === undefined || anchorsOf(file).includes(anchor)) return [];
  return [`${paper}: ${target} is no heading of ${file}`];
}

it("every link between the papers leads to what is there", () => {
  expect(links.length).toBeGreaterThan(20);
  expect(links.flatMap(whyBroken)).toEqual([]);
});
