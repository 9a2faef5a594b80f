// Who may import whom (CONTRIBUTING.md). One rule each, with its reason; tests/house/imports.io.test.ts breaks each once.

import { readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname } from "node:path";
import { clientFiles, serverFiles } from "./scripts/house/client-files.mjs";
import { floors } from "./scripts/house/floors.mjs";

const roomsOn = floors.map(Object.keys);

/** A room is a folder of lib/, or a single file. */
const rooms = (names) => `^lib/(${names.join("|")})(?:/|\\.tsx?$)`;

const isTest = "\\.(test|spec)\\.tsx?$";

/** Modules of Node itself. */
const builtin = `^(node:)?(${builtinModules.join("|")})$`;

const generatedOrDriver = ["^generated/", "^node_modules/(@prisma|pg|pg-copy-streams)/"];

/** Files that hold rules and nothing else: what is allowed, how much of it, and in which words. */
const ruleFiles = [
  "^lib/.*\\b(rules|steps|step-names|limits|fields|kinds|requirement-codes)\\.ts$",
  "^lib/rights/(permissions|privileges)\\.ts$",
  "^lib/(app-state|refusal)\\.ts$",
  "^lib/(text|credentials)/[\\w-]+\\.ts$",
  "^lib/tokens/oauth-error\\.ts$",
];

/** Who changes apps: commands of these rooms. */
const changesApps = "^lib/(apps|subscriptions|ownership|requests)/";
/** The ways in to an app. */
const door = "^lib/apps/(change-app|look-at-app)\\.ts$";
/** What authorizes on the app it locks: both ways in, and what sends an app's notifications. */
const authorizes = "^lib/(apps/(change-app|look-at-app|door)|deliveries/own-app)\\.ts$";
/** What commands hand to the door: writes beside the app's own row. */
const writes = "^lib/[^/]+/[\\w-]+-writes\\.ts$";

/** All folders of the screens. */
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
    ...roomsOn.map((names, floor) => ({
      name: `a-room-imports-lower-floors-only (${names.join(", ")})`,
      comment:
        "Rooms in one order can be read from the bottom up, and each can be changed with only those above it in mind (lib/floors.json). Tests may look down on a room from above.",
      severity: "error",
      from: { path: rooms(names), pathNot: isTest },
      to: { path: rooms(roomsOn.slice(0, floor + 1).flat()), pathNot: "^lib/$1(?:/|\\.tsx?$)" },
    })),
    {
      name: "every-room-has-a-floor",
      comment: "A room gets its floor in lib/floors.json before its first file.",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: [rooms(roomsOn.flat()), "^lib/floors\\.json$"] },
    },
    {
      name: "no-cycles",
      comment:
        "Two files that need each other are one file, or three; none of them can be read or tested alone. Types count. The generated client has cycles of its own.",
      severity: "error",
      from: { pathNot: "^generated/" },
      to: { circular: true },
    },
    {
      name: "rules-are-pure",
      comment:
        "The screen and the server ask the same rule, so it runs anywhere: it imports zod and other rules. What those import is held to the same, so this is true at any distance.",
      severity: "error",
      from: { path: ruleFiles, pathNot: isTest },
      to: { pathNot: [...ruleFiles, "^node_modules/zod/"] },
    },
    {
      name: "what-runs-in-a-browser-is-pure",
      comment:
        "What a client file imports is sent to the browser: there is no Node, no setting and no database, and none of them may be shown. The list of client files follows run-time imports up to a server action, so this is true at any distance. Types are not sent.",
      severity: "error",
      from: { path: clientFiles().map((path) => `^${escaped(path)}$`) },
      to: { path: [builtin, serverFiles.source, ...generatedOrDriver], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "screens-never-reach-the-database",
      comment: "What a person may see and do is decided where the data is; a screen that queries by itself forgets it.",
      severity: "error",
      from: { path: "^app/", pathNot: isTest },
      to: { path: ["^lib/database/", ...generatedOrDriver] },
    },
    {
      name: "connections-are-opened-in-one-place",
      comment:
        "A connection of the driver's own has whatever time zone, date style, search path and isolation the server's administrator has set; lib/database/connect.ts sets what our statements rely on.",
      severity: "error",
      from: {
        pathNot: [
          "^lib/database/(connect\\.ts|(libpq|connection-settings)\\.test\\.ts)$",
          "^tests/support/copy-database\\.ts$",
          "^(bench|generated)/",
        ],
      },
      to: { path: "^node_modules/pg/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "screens-write-through-commands",
      comment: "A write file trusts that its caller has locked and authorized; a command has, a screen has not.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/.*\\bwrites?\\b[^/]*\\.ts$" },
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
      comment:
        "Commands and queries also serve machines and tests, where there is no Next; lib/console runs it. Of the components, a link and the current address are Next's.",
      severity: "error",
      from: {
        pathNot: [
          "^app/",
          "^lib/(web|console)/",
          "^components/(ui/link|console-frame/side-nav)\\.tsx$",
          "^(next-env\\.d|instrumentation|instrumentation-client)\\.ts$",
        ],
      },
      to: { path: "^node_modules/next/" },
    },
    {
      name: "hono-stays-at-the-machine-edge",
      comment: "The machine front is thin and replaceable as long as nothing behind it knows what it is made of.",
      severity: "error",
      from: { pathNot: "^lib/http/" },
      to: { path: "^node_modules/(hono|@hono)/" },
    },
    {
      name: "the-door-is-opened-by-commands",
      comment: "A screen or a route that changed an app by itself would be a command without a name, a rule or a test.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: [changesApps, isTest] },
      to: { path: door },
    },
    {
      name: "only-the-door-locks-an-app",
      comment:
        "An app that is locked but not authorized could be written without the rights and the audit of the door.",
      severity: "error",
      from: { pathNot: [authorizes, isTest] },
      to: { path: "^lib/apps/(door|locked-app)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "behind-the-door",
      comment:
        "What writes to an app beside its row is handed to the door by a command, and run by it with the app locked. Screens have a rule of their own, types included.",
      severity: "error",
      from: { pathNot: [changesApps, isTest, "^app/"] },
      to: { path: writes, dependencyTypesNot: ["type-only"] },
    },
    ...screens("app").map((folder) => ({
      name: `a-screen-imports-no-sibling (${folder})`,
      comment:
        "A screen can be changed or removed without looking at another: what two share lies in a folder above both, or in a private folder there.",
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
      from: { pathNot: ["^(tests|bench|e2e)/", isTest] },
      to: { path: ["^(tests|bench|e2e)/", isTest] },
    },
    {
      name: "everything-resolves",
      comment: "An import that leads nowhere would slip past all rules above.",
      severity: "error",
      from: { pathNot: "^next-env\\.d\\.ts$" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next/" },
    // A copy of the project that has its packages by a link is judged like the project.
    preserveSymlinks: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
