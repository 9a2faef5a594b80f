// SQL in screens: an import rule can't see what is done with a transaction that a screen was handed.

import { readdirSync, readFileSync } from "node:fs";

/** A call on a transaction or a client of the database, Prisma's raw queries, and SQL as a text. */
const sql = [
  /\b(?:tx|db|prisma|pool)(?:\(\))?\s*\??\.\s*\$?\w+/,
  /\$(?:query|execute)Raw/,
  /\bsql`/,
  /["'`]\s*(?:SELECT\b[^"'`]*\bFROM|INSERT\s+INTO|UPDATE\b[^"'`]*\bSET|DELETE\s+FROM|WITH\b[^"'`]*\bAS\s*\()\b/i,
];

/** Each place as `{ from, to }`: the file and the words in it. */
export const sqlInScreens = (folder = "app") =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .flatMap((from) => {
      const source = readFileSync(from, "utf8").replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
      return sql.flatMap((one) => one.exec(source)?.[0] ?? []).map((to) => ({ from, to }));
    });
