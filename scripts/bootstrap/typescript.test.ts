import { afterEach, expect, test, vi } from "vitest";
import { fromCaller } from "./typescript.mjs";

afterEach(() => vi.unstubAllEnvs());

test("file paths are resolved against the folder npm was called from, and flags are unchanged", () => {
  vi.stubEnv("INIT_CWD", "/elsewhere/ada");
  expect(fromCaller(["backup", "../b", "/c", "--force"])).toEqual([
    "/elsewhere/ada/backup",
    "/elsewhere/b",
    "/c",
    "--force",
  ]);
});

test("without npm, file paths are resolved against the current folder", () => {
  vi.stubEnv("INIT_CWD", undefined);
  expect(fromCaller(["backup"])).toEqual([`${process.cwd()}/backup`]);
});
