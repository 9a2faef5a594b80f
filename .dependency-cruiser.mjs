// Who may import whom (docs/architecture.md). One rule each, with its reason.

import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** The floors of lib/, from the top down: on each its rooms, and what they hold. */
const floors = JSON.parse(readFileSync(new URL("lib/floors.json", import.meta.url), "utf8")).map(Object.keys);

/** A room is a folder of lib/, or a single file. */
const rooms = (names) => `^lib/(${names.join("|")})(?:/|\\.tsx?$)`;

const isTest = "\\.test\\.tsx?$";

/** All folders of the screens, in the form of a path. */
const screens = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`${folder}/${name}`, ...screens(`${folder}/${name}`)]);

/** What lies in a folder itself or in a private folder of it, and so may be imported from anywhere below. */
const shared = (folder) => [`^${escaped(folder)}/[^/]+$`, `^${escaped(folder)}/_[^/]+/[^/]+$`];

const above = (folder) => (folder === "app" ? [] : [dirname(folder), ...above(dirname(folder))]);

const escaped = (path) => path.replace(/[[\](){}.*+?^$|]/g, "\\$&");

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...floors.map((names, above) => ({
      name: `a-room-imports-lower-floors-only (${names.join(", ")})`,
      comment:
        "Rooms in one order can be read from the bottom up, and each can be changed with only those above it in mind (lib/floors.json).",
      severity: "error",
      from: { path: rooms(names), pathNot: isTest },
      to: { path: rooms(floors.slice(0, above + 1).flat()), pathNot: "^lib/$1(?:/|\\.tsx?$)" },
    })),
    {
      name: "every-room-has-a-floor",
      comment: "A room gets its floor in lib/floors.json before its first file.",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: [rooms(floors.flat()), "^lib/floors\\.json$"] },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or three; none of them can be read or tested alone.",
      severity: "error",
      from: { pathNot: "^generated/" },
      to: { circular: true },
    },
    {
      name: "rules-are-pure",
      comment:
        "The screen and the server ask the same rule, so it must run anywhere: however far one follows its imports, there is only zod.",
      severity: "error",
      from: { path: "^lib/[^/]+/rules\\.ts$" },
      to: {
        path: [
          "^lib/(config|log)\\.ts$",
          "^lib/database/(db|transaction)\\.ts$",
          "^generated/",
          "^(node:|node_modules/(?!zod/))",
        ],
        reachable: true,
      },
    },
    {
      name: "screens-never-reach-the-database",
      comment: "What a person may see and do is decided where the data is; a screen that queries by itself forgets it.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: ["^lib/database/db\\.ts$", "^generated/", "^node_modules/(@prisma|pg)/"] },
    },
    {
      name: "components-know-nothing-of-the-product",
      comment: "A component would fit another product too; one that imports the product's code no longer does.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|lib)/" },
    },
    {
      name: "lib-never-reaches-screens",
      comment: "One direction: what is decided does not depend on how it is shown.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "next-stays-at-the-browser-edge",
      comment: "Commands and queries also serve machines and tests, where there is no Next.",
      severity: "error",
      from: { pathNot: ["^app/", "^lib/(web|front)/", "^components/"] },
      to: { path: "^node_modules/next/" },
    },
    {
      name: "hono-stays-at-the-machine-edge",
      comment: "The machine front is thin and replaceable as long as nothing behind it knows what it is made of.",
      severity: "error",
      from: { pathNot: ["^lib/(http|front)/", "^tests/"] },
      to: { path: "^node_modules/(hono|@hono)/" },
    },
    {
      name: "the-door-is-opened-by-commands",
      comment: "A screen or a route that changed an app by itself would be a command without a name, a rule or a test.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: ["^lib/(apps|subscriptions|ownership)/", isTest] },
      to: { path: "^lib/apps/(change-app|look-at-app)\\.ts$" },
    },
    {
      name: "only-the-door-locks-an-app",
      comment:
        "An app that is locked but not authorized could be written without the rights and the audit of the door.",
      severity: "error",
      from: { pathNot: ["^lib/apps/(change-app|look-at-app|door)\\.ts$", "^lib/deliveries/own-app\\.ts$", isTest] },
      to: { path: "^lib/apps/(door|locked-app)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "writes-are-named-by-commands",
      comment:
        "What writes to an app beside its row is named by a command and run by the door, never called by itself.",
      severity: "error",
      from: { pathNot: ["^lib/(apps|subscriptions|ownership)/", isTest] },
      to: { path: "^lib/[^/]+/[^/]+-writes\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    ...screens("app").map((folder) => ({
      name: `a-screen-imports-no-sibling (${folder})`,
      comment:
        "A screen can be changed or removed without looking at another: what two share stands in a folder above both, or in a private folder there.",
      severity: "error",
      from: { path: `^${escaped(folder)}/[^/]+$` },
      to: {
        path: "^app/",
        pathNot: [`^${escaped(folder)}/`, ...above(folder).flatMap(shared)],
      },
    })),
    {
      name: "nothing-ships-test-support",
      comment: "Test support kills processes and drops databases; none of it may be in what is delivered.",
      severity: "error",
      from: { pathNot: ["^tests/", "\\.test\\.tsx?$", "^(bench|e2e)/", "^vitest\\.config\\.ts$"] },
      to: { path: "^tests/" },
    },
    {
      name: "everything-resolves",
      comment: "An import that leads nowhere would slip past all rules above.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
