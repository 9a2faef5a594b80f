import { config } from "@/lib/config";

// next-auth has more routes than Patchbay uses; one of them logs whatever it is sent.

/** Where the forms to sign in and out are posted. */
const forms = ["/api/auth/callback/credentials", "/api/auth/signout"];

/** What those forms read first, and where next-auth redirects a browser; each of these leads to the sign-in page. */
const read = ["csrf", "providers", "signin", "signout", "error"].map((name) => `/api/auth/${name}`);

/** Whether next-auth would answer this decoded path, or a correctly spelled one. */
export const isSignInPath = (pathname: string): boolean => /^\/api(\/|$)/.test(pathname);

/** Whether Patchbay uses this next-auth route with this method. The identity provider's only if one is configured. */
export function isSignInAddress(method: string, pathname: string): boolean {
  const [own, provider] = method === "POST" ? [forms, "/api/auth/signin/oidc"] : [read, "/api/auth/callback/oidc"];
  return own.includes(pathname) || (config().oidc !== null && pathname === provider);
}
