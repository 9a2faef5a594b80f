// node scripts/run.mjs COMMAND …: what the scripts of package.json run.
// An old Node must be able to parse this file and to say what it lacks: everything newer is imported after the check.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
Promise.all([import("./bootstrap/commands.mjs"), import("./bootstrap/parent.mjs")]).then(
  ([{ runCommand }, { stopWithNpm }]) => {
    stopWithNpm();
    return runCommand(process.argv.slice(2));
  },
);
