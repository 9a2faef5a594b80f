import { describe, expect, it } from "vitest";
import { isSignInAddress, isSignInPath } from "@/lib/front/sign-in-addresses";
import { useSettings } from "@/tests/support/settings";

const provider = {
  OIDC_ISSUER: "https://id.example.com",
  OIDC_CLIENT_ID: "patchbay",
  OIDC_CLIENT_SECRET: "a secret between the two",
};

describe("of next-auth's routes", () => {
  it.each([
    ["GET", "/api/auth/csrf"],
    ["HEAD", "/api/auth/providers"],
    ["GET", "/api/auth/error"],
    ["GET", "/api/auth/signin"],
    ["GET", "/api/auth/signout"],
    ["POST", "/api/auth/callback/credentials"],
    ["POST", "/api/auth/signout"],
  ])("those in use are answered: %s %s", (method, path) => {
    expect(isSignInPath(path) && isSignInAddress(method, path)).toBe(true);
  });

  it.each([
    ["POST", "/api/auth/_log"],
    ["POST", "/api/auth/%5flog"],
    ["GET", "/api/auth/session"],
    ["POST", "/api/auth/session"],
    ["GET", "/api/auth/callback/credentials"],
    ["POST", "/api/auth/signin/credentials"],
    ["POST", "/api/auth/csrf"],
    ["GET", "/api/auth/verify-request"],
    ["GET", "/api/auth"],
    ["GET", "/api/auth/csrf/"],
    ["GET", "/api/auth/csrf/x"],
    ["GET", "/api/auth/CSRF"],
    ["GET", "/api/x"],
  ])("no others are: %s %s", (method, path) => {
    expect(isSignInPath(decodeURIComponent(path))).toBe(true);
    expect(isSignInAddress(method, path)).toBe(false);
  });

  it("the identity provider's are answered if one is configured", () => {
    const forms = [
      ["POST", "/api/auth/signin/oidc"],
      ["GET", "/api/auth/callback/oidc"],
    ] as const;
    const answered = () => forms.map(([method, path]) => isSignInAddress(method, path));
    expect(answered()).toEqual([false, false]);
    useSettings(provider);
    expect(answered()).toEqual([true, true]);
  });
});
