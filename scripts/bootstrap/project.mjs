import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The path of something in the project. */
export const inProject = (...parts) => join(root, ...parts);

/** Takes the project as working directory, and what its .env says where the environment says nothing. */
export function enterProject() {
  process.chdir(root);
  if (existsSync(inProject(".env"))) process.loadEnvFile(inProject(".env"));
}
