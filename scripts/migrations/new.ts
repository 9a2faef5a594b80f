import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/database/project-root";
import { diffSchemas } from "@/scripts/migrations/schema-engine";

// npm run db:migration -- <name>: writes the migration from the last committed schema to the current one.
const root = projectRoot();
const [name = ""] = process.argv.slice(2);

if (!/^[a-z0-9][a-z0-9_]{0,60}$/.test(name)) {
  end(
    "Name the migration with lowercase letters, digits and underscores, for example: npm run db:migration -- app_notes",
  );
}
const sql = await diffSchemas(committedSchema(), readFileSync(join(root, "prisma", "schema.prisma"), "utf8"));
if (sql === "") end("prisma/schema.prisma hasn't changed since its last commit, so there is nothing to migrate.");

const directory = join("prisma", "migrations", `${utcStamp(new Date())}_${name}`);
mkdirSync(join(root, directory), { recursive: true });
writeFileSync(join(root, directory, "migration.sql"), sql);
console.log(`Written: ${join(directory, "migration.sql")}`);
console.log("Review it, and add below what the schema file can't express: checks, triggers, partial indexes, data to move.");
console.log("Then run npm run check, which applies the migrations to an empty database and compares.");

function committedSchema(): string {
  try {
    return execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return end("The last committed prisma/schema.prisma was not found. This needs git, and a commit to compare with.");
  }
}

/** 20261122031500: a time in the format of Prisma's folder names. */
function utcStamp(moment: Date): string {
  return moment.toISOString().replace(/\D/g, "").slice(0, 14);
}

function end(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
