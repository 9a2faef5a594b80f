// npm run conformance: the conformance table, with what Patchbay and oidc-provider answer to each row.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) => runTypeScript("bench/conformance.ts", []));
