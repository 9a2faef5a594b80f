import { config } from "@/lib/config";

// next-auth answers more addresses than Patchbay uses: one that writes whatever it is sent into the log, for instance.

/** The forms that sign in and out. */
const forms = ["/api/auth/callback/credentials", "/api/auth/signout"];

/** What those forms read first, and where next-auth itself leads a browser: each leads on to the sign-in page. */
const read = ["csrf", "providers", "signin", "signout", "error"].map((name) => `/api/auth/${name}`);

/** Whether this path, decoded, is one that next-auth would answer, or would be if it were spelled right. */
export const isSignInPath = (pathname: string): boolean => /^\/api(\/|$)/.test(pathname);

/** Whether Patchbay uses this address of next-auth, with this method. Those of the identity provider only where there is one. */
export function isSignInAddress(method: string, pathname: string): boolean {
  const [own, provider] = method === "POST" ? [forms, "/api/auth/signin/oidc"] : [read, "/api/auth/callback/oidc"];
  return own.includes(pathname) || (config().oidc !== null && pathname === provider);
}
