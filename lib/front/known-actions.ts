import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/database/project-root";

let known: ReadonlySet<string> | null | undefined;

/**
 * Whether this build has an action with this id. Next logs a line for every unknown one, and anyone can send those.
 * During development there is no build and actions change, so Next decides.
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
