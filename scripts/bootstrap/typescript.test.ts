import { afterEach, expect, test, vi } from "vitest";
import { fromCaller } from "./typescript.mjs";

afterEach(() => vi.unstubAllEnvs());

test("files are looked for in the folder that npm was called from, and flags are left alone", () => {
  vi.stubEnv("INIT_CWD", "/elsewhere/ada");
  expect(fromCaller(["backup", "../b", "/c", "--force"])).toEqual([
    "/elsewhere/ada/backup",
    "/elsewhere/b",
    "/c",
    "--force",
  ]);
});

test("without npm, files are looked for in the present folder", () => {
  vi.stubEnv("INIT_CWD", undefined);
  expect(fromCaller(["backup"])).toEqual([`${process.cwd()}/backup`]);
});
