import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { isPasswordForm } from "@/lib/front/sign-in-turn";

const posted = (url: string, method = "POST") => isPasswordForm({ method, url } as IncomingMessage);

it.each([
  "/api/auth/callback/credentials",
  "/api/auth/callback/credentials?x=1",
  "/api/auth/callback/%63redentials",
  "/api/auth/%63allback/credentials",
  "/api/./auth/x/../callback/credentials",
  "/api//auth/callback/credentials/",
])("a password posted to %s waits for its turn", (url) => {
  expect(posted(url)).toBe(true);
});

it("nothing else does", () => {
  expect(["/api/auth/signout", "/api/auth/_log", "/sign-in", "/apps"].map((url) => posted(url))).not.toContain(true);
  expect(posted("/api/auth/callback/oidc", "GET")).toBe(false);
});
