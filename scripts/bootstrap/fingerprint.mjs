import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inProject } from "./project.mjs";

/** SHA-256 of the names and contents of the project's files and folders; `leaveOut` returns true for paths to skip. */
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

/** Whether the marker file holds this fingerprint. */
export const isMarked = (marker, value) =>
  existsSync(inProject(marker)) && readFileSync(inProject(marker), "utf8") === value;

/** Writes the marker. Call it last, so that interrupted work isn't mistaken for finished. */
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
