import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

// Every link leads to a file and a heading that exist.

const pages = [".", "docs", "docs/decisions"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => normalize(join(folder, name))),
);

type Link = { page: string; target: string };

const withoutCode = (text: string): string => text.replace(/^```.*?^```/gms, "").replace(/`[^`]*`/g, "");

const links: Link[] = pages.flatMap((page) =>
  [...withoutCode(readFileSync(page, "utf8")).matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(([, target = ""]) => ({ page, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
);

/** The anchors of a page's headings. */
const anchorsOf = (page: string): string[] =>
  [
    ...readFileSync(page, "utf8")
      .replace(/^```.*?^```/gms, "")
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );

function whyBroken({ page, target }: Link): string[] {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(file)) return [`${page}: ${target} does not exist`];
  if (anchor === undefined || anchorsOf(file).includes(anchor)) return [];
  return [`${page}: ${target} is not a heading of ${file}`];
}

it("every link between pages leads to a file and a heading that exist", () => {
  expect(links.length).toBeGreaterThan(20);
  expect(links.flatMap(whyBroken)).toEqual([]);
});
