import { defineConfig } from "vitest/config";

const alias = { "@": import.meta.dirname };

export default defineConfig({
  resolve: { alias },
  test: {
    setupFiles: ["lib/testing/environment.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,components,docs,lib,prisma,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{db,process,gateway}.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{app,lib,prisma}/**/*.db.test.ts"],
          globalSetup: ["lib/testing/database-server.ts"],
          setupFiles: ["lib/testing/use-test-database.ts"],
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
          include: ["*.process.test.ts", "{app,lib}/**/*.process.test.ts"],
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
          globalSetup: ["lib/testing/database-server.ts"],
          setupFiles: ["lib/testing/use-test-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
