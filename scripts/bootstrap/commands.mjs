/** Runs a TypeScript program of the project. */
const typeScript = (program) => async (args) => (await import("./typescript.mjs")).runTypeScript(program, args);

/** The same, for a program whose arguments are files of the caller's folder. */
const typeScriptOnFiles = (program) => async (args) => {
  const { fromCaller } = await import("./typescript.mjs");
  return typeScript(program)(fromCaller(args));
};

/**
 * Every command by the name that package.json gives it. Each loads its own code when it runs: before `npm start` has
 * installed the packages, only what it needs itself may be loaded.
 */
export const commands = {
  start: {
    does: "installs, builds and serves Patchbay",
    run: async () => (await import("./start.mjs")).start(),
  },
  worker: {
    does: "delivers notifications, and serves nothing",
    run: async () => (await import("./worker.mjs")).startWorker(),
  },
  dev: {
    does: "serves from the sources, and restarts after each change",
    run: async () => (await import("./dev.mjs")).dev(),
  },
  demo: {
    does: "serves a filled account, on data of its own",
    run: async () => (await import("./demo.mjs")).demo(),
  },
  test: {
    does: "runs all checks and tests",
    run: async (parts) => (await import("./test.mjs")).test(parts),
  },
  "test:gateways": {
    does: "tests the nginx and Caddy examples of docs/gateways.md",
    run: async () => (await import("./test-gateways.mjs")).testGateways(),
  },
  prove: {
    does: "[WORD …] runs the tests that measure a promise, with full counts",
    run: async (words) => (await import("./prove.mjs")).prove(words),
  },
  "chaos:deliveries": {
    does: "sends 2,000 deliveries while workers are killed and their database restarts",
    run: async () => (await import("./prove.mjs")).prove(["tests/chaos/deliveries"]),
  },
  receiver: {
    does: "[--port 8787] [--secret TOKEN] receives and verifies notifications on this machine",
    run: async (args) => (await import("../receiver/command.mjs")).receiver(args),
  },
  bench: {
    does: "[NAME …] measures the figures of docs/figures.md on this machine",
    run: typeScript("bench/run.ts"),
  },
  "bench:fill": {
    does: "APPS creates many apps to look at",
    run: typeScript("bench/fill.ts"),
  },
  conformance: {
    does: "prints the conformance table, beside the answers of oidc-provider",
    run: typeScript("bench/conformance.ts"),
  },
  check: {
    does: "checks types, lint, imports, unused code and migrations",
    run: async () => (await import("./check.mjs")).check(),
  },
  screenshots: {
    does: "takes the pictures of the demo account in docs/images",
    run: async () => (await import("./screenshots.mjs")).screenshots(),
  },
  "account:create": {
    does: "NAME prints a one-time link that sets up another account",
    run: typeScript("lib/accounts/create-command.ts"),
  },
  "owner:invite": {
    does: "ACCOUNT EMAIL invites an account owner",
    run: typeScript("lib/accounts/invite-owner-command.ts"),
  },
  "keys:rotate": {
    does: "[--now] replaces the key that signs access tokens",
    run: typeScript("lib/housekeeping/rotate-command.ts"),
  },
  "keys:reseal": {
    does: "encrypts stored secrets again, with the first of SECRET_KEYS",
    run: typeScript("lib/housekeeping/reseal-command.ts"),
  },
  "db:migration": {
    does: "NAME writes the next migration, from the changes in prisma/schema.prisma",
    run: typeScript("scripts/migrations/new.ts"),
  },
  backup: {
    does: "FILE [--with-keys] writes the whole database into a file",
    run: typeScriptOnFiles("lib/backup/backup-command.ts"),
  },
  restore: {
    does: "FILE [--force] loads a backup into an empty database",
    run: typeScriptOnFiles("lib/backup/restore-command.ts"),
  },
};

/** Runs the command that the first argument names, with the others; an unknown one prints the list, with exit code 1. */
export async function runCommand([name = "", ...args]) {
  if (Object.hasOwn(commands, name)) return commands[name].run(args);
  console.error(`${name ? `There is no command "${name}".` : "Name a command."}\n\n${list()}`);
  process.exitCode = 1;
}

function list() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return Object.entries(commands)
    .map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`)
    .join("\n");
}
