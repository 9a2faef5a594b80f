import { defineConfig } from "vitest/config";
import { keepTemporaryFilesInMemory } from "./tests/support/temporary.mjs";

keepTemporaryFilesInMemory();

const alias = { "@": import.meta.dirname };

export default defineConfig({
  resolve: { alias },
  test: {
    setupFiles: ["tests/support/environment.ts", "tests/support/forget-settings.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,components,docs,lib,scripts,tests}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{db,io,process,gateway}.test.{ts,tsx}"],
          // They keep nothing: loading each module once for all of them takes a quarter of the time.
          isolate: false,
          // No test needs it; a machine that is busy with other work does.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "io",
          include: ["{app,components,docs,lib,scripts,tests}/**/*.io.test.{ts,tsx}"],
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{app,lib,tests}/**/*.db.test.ts"],
          globalSetup: ["tests/support/made-database.ts", "tests/support/database-server.ts"],
          setupFiles: ["tests/support/use-test-database.ts"],
          // Each worker has a database of its own; two keep a small machine busy.
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "process",
          include: ["{app,lib,tests}/**/*.process.test.ts"],
          globalSetup: ["tests/support/made-database.ts"],
          // Each has servers, ports and a database of its own; what `npm run prove` measures has the machine to itself.
          maxWorkers: process.env.PROVE === "full" ? 1 : 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "gateways",
          include: ["lib/**/*.gateway.test.ts"],
          globalSetup: ["tests/support/made-database.ts", "tests/support/database-server.ts"],
          setupFiles: ["tests/support/use-test-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
