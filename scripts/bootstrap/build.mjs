import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { fingerprint, isMarked, mark } from "./fingerprint.mjs";
import { inProject } from "./project.mjs";
import { mustRun } from "./run.mjs";
import { Stop, say } from "./stop.mjs";

const marker = "dist/fingerprint";

const sources = [
  ...[
    "app",
    "components",
    "lib",
    "prisma",
    "public",
    "instrumentation.ts",
    "instrumentation-client.ts",
    "scripts/bootstrap/build.mjs",
  ],
  ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json"],
];

const isTest = (path) => /\.test\.tsx?$/.test(path);

/**
 * Builds the screens (.next), the server (dist/server.js) and the worker (dist/worker.js) if a source has changed since
 * the last finished build.
 */
export async function build() {
  const current = fingerprint(sources, isTest);
  if (isMarked(marker, current) && existsSync(inProject(".next", "BUILD_ID"))) return;
  rmSync(inProject("dist"), { recursive: true, force: true });
  say("building (about a minute) …");
  await buildScreens();
  await compressScreens();
  await buildServer();
  mark(marker, current);
}

async function buildScreens() {
  // Next loads every page while it builds; this keeps them from creating the installation's keys, or asking for them.
  const SECRET_KEYS = `build:${Buffer.alloc(32).toString("base64")}`;
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", SECRET_KEYS };
  const args = ["node_modules/next/dist/bin/next", "build"];
  await mustRun(process.execPath, args, "The screens could not be built. See above for the reason.", { env });
}

/** Writes a Brotli file beside each script and style sheet, once, at the highest compression. */
async function compressScreens() {
  const folder = inProject(".next", "static");
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  const compress = promisify(brotliCompress);
  const one = async (name) =>
    writeFileSync(join(folder, `${name}.br`), await compress(readFileSync(join(folder, name)), { params }));
  await Promise.all(files.map(one));
}

async function buildServer() {
  const { build: bundle } = await import("esbuild");
  try {
    await bundle({
      entryPoints: { server: inProject("lib/front/server.ts"), worker: inProject("lib/worker/worker.ts") },
      outdir: inProject("dist"),
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      tsconfig: inProject("tsconfig.json"),
      logLevel: "silent",
    });
  } catch (error) {
    throw new Stop(`${error.message}\n\nThe server could not be built. See above for the reason.`);
  }
}
