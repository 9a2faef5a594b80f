import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/database/project-root";

let known: ReadonlySet<string> | null | undefined;

/**
 * Whether this build has an action of this id. Next writes a line into the log for every one that it does not know, and
 * anybody may send those. While developing there is no build, and the actions change: Next is asked.
 */
export function isKnownAction(id: string): boolean {
  if (process.env.NODE_ENV === "development") return true;
  if (known === undefined) known = readIds();
  return known === null || known.has(id);
}

function readIds(): ReadonlySet<string> | null {
  const file = join(projectRoot(), ".next", "server", "server-reference-manifest.json");
  if (!existsSync(file)) return null;
  const { node } = JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, unknown> };
  return new Set(Object.keys(node));
}
