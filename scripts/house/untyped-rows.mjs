// Raw queries with a type argument in place of a schema: nothing would check what it says (docs/decisions/0014).

import { readdirSync, readFileSync } from "node:fs";

const typeArgument = /\.(?:\$queryRaw(?:Unsafe)?|query)\s*</;

/** Each file as `{ from, to }`: the file and the first such call in it. Tests are left out. */
export const untypedRows = (folder = "lib") =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .flatMap((from) => {
      const source = readFileSync(from, "utf8").replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
      const [to] = typeArgument.exec(source) ?? [];
      return to === undefined ? [] : [{ from, to }];
    });
