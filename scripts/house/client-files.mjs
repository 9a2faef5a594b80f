// Which files run in a browser: those marked "use client", and what they import at run time up to a "use server" file.
// dependency-cruiser knows the imports but not the marks, so its rules are given this list.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A statement that imports or exports from elsewhere, unless it is types only; or an import made while running. */
const runTimeImport = /^(?:import|export)\s(?!type\b)[^;]*?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)(?!\.)/gm;
const mark = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*["'](use client|use server)["']/;

const endings = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

/** Files of lib/ that only a server can run; a client file that imports one is at fault, not what that one imports. */
export const serverFiles = /^lib\/(config\.ts$|log\.ts$|database\/)/;

/** Paths from the project's folder, with slashes; tests and {@link serverFiles} are left out. */
export function clientFiles(folders = ["app", "components"]) {
  const sources = new Map();
  const sourceOf = (path) => {
    if (!sources.has(path)) sources.set(path, readFileSync(path, "utf8"));
    return sources.get(path);
  };
  const markOf = (path) => mark.exec(sourceOf(path))?.[1];
  const found = new Set(folders.flatMap(codeIn).filter((path) => markOf(path) === "use client"));
  // A set hands out what is added to it while it is read.
  for (const path of found) {
    for (const imported of importsOf(path, sourceOf(path))) {
      if (!serverFiles.test(imported) && markOf(imported) !== "use server") found.add(imported);
    }
  }
  return [...found];
}

const codeIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path));

/** The files of the project that one imports at run time; packages are left out. */
const importsOf = (path, source) =>
  [...source.matchAll(runTimeImport)].map(([, fixed, dynamic]) => resolved(path, fixed ?? dynamic)).filter(Boolean);

function resolved(from, specifier) {
  const path = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".") && join(dirname(from), specifier);
  if (!path) return undefined;
  return endings
    .map((ending) => path.replaceAll("\\", "/") + ending)
    .find((one) => /\.tsx?$/.test(one) && existsSync(one));
}
