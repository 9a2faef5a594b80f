import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inProject } from "./project.mjs";

/** The SHA-256 over names and contents of files and folders of the project; `leaveOut` tells of a path to skip it. */
export function fingerprint(paths, leaveOut = () => false) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesOf)) {
    if (!leaveOut(path))
      hash
        .update(`${path}\0`)
        .update(readFileSync(inProject(path)))
        .update("\0");
  }
  return hash.digest("hex");
}

/** Whether the marker in the project holds this fingerprint. */
export const isMarked = (marker, value) =>
  existsSync(inProject(marker)) && readFileSync(inProject(marker), "utf8") === value;

/** Writes the marker; done last, so that interrupted work is not taken for finished. */
export function mark(marker, value) {
  mkdirSync(dirname(inProject(marker)), { recursive: true });
  writeFileSync(inProject(marker), value);
}

function filesOf(path) {
  const found = statSync(inProject(path), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(inProject(path))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
