import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { log, logBounded } from "@/lib/log";
import { noteError } from "@/lib/web/next-auth-log";

const spies = () => ({ error: vi.spyOn(log, "error"), warn: vi.spyOn(log, "warn") });
let written: ReturnType<typeof spies>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  written = spies();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const lines = () => [...written.error.mock.calls, ...written.warn.mock.calls];
const wrapped = (message: string) => ({
  error: Object.assign(new Error(message), { name: "OAuthCallbackError" }),
  providerId: "oidc",
});

describe("what next-auth reports as an error", () => {
  it.each<[string, unknown]>([
    ["JWT_SESSION_ERROR", new Error("Invalid Compact JWE")],
    ["SIGNOUT_ERROR", new Error("decryption operation failed")],
    [
      "OAUTH_CALLBACK_HANDLER_ERROR",
      { error: new Error("anything"), error_description: undefined, providerId: "oidc" },
    ],
    ["OAUTH_CALLBACK_ERROR", new Error("x".repeat(16_000))],
    ["OAUTH_CALLBACK_ERROR", wrapped("State cookie was missing.")],
    ["OAUTH_CALLBACK_ERROR", wrapped("PKCE code_verifier value could not be parsed.")],
    ["OAUTH_CALLBACK_ERROR", wrapped("state mismatch, expected a, got: b")],
    ["OAUTH_CALLBACK_ERROR", wrapped("Invalid Compact JWE")],
    ["OAUTH_CALLBACK_ERROR", wrapped("invalid_grant (grant request is invalid)")],
  ])("is not logged if a browser alone can cause it: %s, %j", (code, detail) => {
    noteError(code, detail);
    expect(lines()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["SIGNIN_OAUTH_ERROR", { error: new Error("connect ECONNREFUSED"), providerId: "oidc" }],
    ["OAUTH_CALLBACK_ERROR", wrapped("invalid_client (client authentication failed)")],
    ["OAUTH_CALLBACK_HANDLER_ERROR", new Error("connect ECONNREFUSED")],
  ])("is logged if the server or the provider fails, once in ten seconds: %s", (code, detail) => {
    for (let n = 0; n < 100; n++) noteError(code, detail);
    expect(lines()).toHaveLength(1);
    vi.advanceTimersByTime(10_000);
    noteError(code, detail);
    expect(lines()).toHaveLength(2);
    expect(lines()[1]?.[0]).toMatchObject({ code, leftOut: 99 });
    vi.advanceTimersByTime(10_000);
  });
});

describe("a log line that anyone outside can cause", () => {
  it("is written at most as often as allowed in ten seconds, and other lines don't wait for it", () => {
    for (let n = 0; n < 1000; n++) logBounded("error", { n }, "a fault", 20);
    logBounded("warn", {}, "another line");
    expect(written.error).toHaveBeenCalledTimes(20);
    expect(written.warn).toHaveBeenCalledTimes(1);
  });
});
