import { existsSync, readdirSync } from "node:fs";
import { floors } from "@/scripts/house/floors.mjs";

/** A file that breaks one rule, the rule, and files beside it that the breach needs. */
export type Plant = { rule: string; path: string; source: string; beside?: Readonly<Record<string, string>> };

const using = (specifier: string): string => `import * as planted from "${specifier}";\nexport const use = planted;\n`;
const usingTypes = (specifier: string): string =>
  `import type * as planted from "${specifier}";\nexport type Use = typeof planted;\n`;

/** A breach of every rule about imports, by what each is refused as. */
const breaches: readonly Plant[] = [
  {
    rule: "every-room-has-a-floor",
    path: "tests/house/planted-visitor.ts",
    source: using("@/lib/attic/planted"),
    beside: { "lib/attic/planted.ts": "export const stored = 1;\n" },
  },
  {
    rule: "no-cycles",
    path: "lib/usage/planted-chicken.ts",
    source: usingTypes("@/lib/usage/planted-egg"),
    beside: { "lib/usage/planted-egg.ts": usingTypes("@/lib/usage/planted-chicken") },
  },
  { rule: "rules-are-pure", path: "lib/deliveries/planted-delivery-rules.ts", source: using("@/lib/database/db") },
  { rule: "rules-are-pure", path: "lib/usage/planted-steps.ts", source: using("node:crypto") },
  { rule: "rules-are-pure", path: "lib/usage/planted-limits.ts", source: using("jose") },
  { rule: "rules-are-pure", path: "lib/apps/planted-rules.ts", source: usingTypes("@/lib/apps/queries") },
  {
    rule: "what-runs-in-a-browser-is-pure",
    path: "app/(console)/roles/planted-node.tsx",
    source: `"use client";\n${using("node:crypto")}`,
  },
  {
    rule: "what-runs-in-a-browser-is-pure",
    path: "app/(console)/roles/planted-settings.tsx",
    source: `"use client";\n${using("@/lib/config")}`,
  },
  {
    rule: "what-runs-in-a-browser-is-pure",
    path: "lib/usage/planted-far.ts",
    source: using("@/lib/database/clock"),
    beside: {
      "app/(console)/roles/planted-client.tsx": `"use client";\n${using("./planted-unmarked")}`,
      "app/(console)/roles/planted-unmarked.tsx": 'export const load = () => import("@/lib/usage/planted-far");\n',
    },
  },
  {
    rule: "connections-are-opened-in-one-place",
    path: "lib/usage/planted-connection.ts",
    source: 'import pg from "pg";\nexport const client = new pg.Client();\n',
  },
  {
    rule: "screens-never-reach-the-database",
    path: "app/(console)/roles/planted-transaction.ts",
    source: using("@/lib/database/transaction"),
  },
  {
    rule: "screens-never-reach-the-database",
    path: "app/(console)/roles/planted-row.ts",
    source: usingTypes("@/generated/prisma/client"),
  },
  {
    rule: "screens-write-through-commands",
    path: "app/(console)/roles/planted-writer.ts",
    source: using("@/lib/apps/write-credentials-planted"),
    beside: { "lib/apps/write-credentials-planted.ts": "export const writeCredentials = 1;\n" },
  },
  {
    rule: "screens-hold-no-sql",
    path: "app/(console)/roles/planted-sweep.ts",
    source: "export const sweep = (tx: { app: { deleteMany(): void } }) => tx.app.deleteMany();\n",
  },
  {
    rule: "screens-hold-no-sql",
    path: "app/(console)/roles/planted-sql.ts",
    source: 'export const words = `SELECT name FROM "App"`;\n',
  },
  {
    rule: "raw-rows-have-a-schema",
    path: "lib/usage/planted-rows.ts",
    source:
      "export const read = (pool: { query<Row>(text: string): Promise<Row[]> }) => pool.query<{ id: string }>(`SELECT 1`);\n",
  },
  {
    rule: "raw-rows-have-a-schema",
    path: "lib/usage/planted-raw.ts",
    source:
      "export const read = (tx: { $queryRaw<Rows>(text: unknown): Promise<Rows> }) =>\n  tx.$queryRaw<{ id: string }[]>`SELECT 1`;\n",
  },
  {
    rule: "components-know-nothing-of-the-product",
    path: "components/planted-name.tsx",
    source: usingTypes("@/lib/people/rules"),
  },
  { rule: "lib-never-reaches-screens", path: "lib/usage/planted-looks.ts", source: using("@/components/label-words") },
  { rule: "next-stays-at-the-browser-edge", path: "lib/usage/planted-headers.ts", source: using("next/headers") },
  { rule: "next-stays-at-the-browser-edge", path: "lib/front/planted-next.ts", source: usingTypes("next") },
  { rule: "hono-stays-at-the-machine-edge", path: "lib/front/planted-hono.ts", source: using("hono") },
  { rule: "the-door-is-opened-by-commands", path: "lib/http/planted-door.ts", source: using("@/lib/apps/change-app") },
  {
    rule: "behind-the-door",
    path: "lib/usage/planted-shortcut.ts",
    source: using("@/lib/apps/planted-writes"),
    beside: { "lib/apps/planted-writes.ts": "export const write = 1;\n" },
  },
  {
    rule: "only-the-door-locks-an-app",
    path: "lib/subscriptions/planted-lock.ts",
    source: using("@/lib/apps/locked-app"),
  },
  {
    rule: "a-screen-imports-no-sibling",
    path: "app/(console)/people/planted-neighbor.ts",
    source: using("@/app/(console)/roles/planted-target"),
    beside: { "app/(console)/roles/planted-target.ts": "export const target = 1;\n" },
  },
  {
    rule: "a-screen-imports-no-sibling",
    path: "app/(console)/people/planted-private.ts",
    source: using("@/app/(console)/roles/_planted/inner"),
    beside: { "app/(console)/roles/_planted/inner.ts": "export const inner = 1;\n" },
  },
  { rule: "nothing-ships-test-support", path: "lib/worker/planted-help.ts", source: using("@/tests/support/settings") },
  { rule: "everything-resolves", path: "tests/house/planted-lost.ts", source: using("@/lib/usage/planted-nowhere") },
];

const rooms: readonly string[][] = floors.map(Object.keys);

/** On each floor a file that looks up, on the top one a file that looks aside; every other one for types only. */
const looksUp: readonly Plant[] = rooms.map((names, floor) => {
  const [room = "", ...others] = names;
  return {
    rule: `a-room-imports-lower-floors-only (${names.join(", ")})`,
    path: `lib/${room}/planted-view.ts`,
    source: (floor % 2 ? usingTypes : using)(`@/${fileIn(rooms[floor - 1] ?? others)}`),
  };
});

/** A file of one of these rooms, without its ending: its rules, which any file may import, if it has them. */
function fileIn(names: readonly string[]): string {
  const files = names.flatMap((room) =>
    existsSync(`lib/${room}`) ? readdirSync(`lib/${room}`).map((name) => `lib/${room}/${name}`) : [`lib/${room}.ts`],
  );
  const code = files.filter((path) => path.endsWith(".ts") && !path.includes(".test."));
  const file = code.find((path) => path.endsWith("/rules.ts")) ?? code[0];
  if (!file) throw new Error(`No file in ${names.join(", ")}`);
  return file.slice(0, -".ts".length);
}

/** What breaks the rules of the house, each file one rule. */
export const plants: readonly Plant[] = [...breaches, ...looksUp];
