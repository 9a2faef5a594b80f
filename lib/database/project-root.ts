import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder above this module that has a package.json: the same from the sources and from dist/. */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, "package.json"))) return from;
  if (dirname(from) === from) throw new Error("package.json was not found in any folder above this module");
  return projectRoot(dirname(from));
}
