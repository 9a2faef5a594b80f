import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSettings } from "./env-file.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const inProject = (...parts) => join(root, ...parts);

/** Changes to the project's folder and loads its .env; variables already set win. */
export function enterProject() {
  process.chdir(root);
  loadSettings(inProject(".env"));
}
