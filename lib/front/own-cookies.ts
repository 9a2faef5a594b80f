import { config } from "@/lib/config";
import { isOwnAddress } from "@/lib/web/own-address";

// A browser sends every cookie that any program of the same host has ever set, in whatever form. Next and next-auth fail
// at some of them, for as long as the browser keeps them.

const isSealedToken = (value: string): boolean => /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value);

/** What each of our cookies looks like, by its name without the prefix that https adds. */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  "next-auth.session-token": isSealedToken,
  "next-auth.pkce.code_verifier": isSealedToken,
  "next-auth.state": isSealedToken,
  "next-auth.nonce": isSealedToken,
  "next-auth.csrf-token": (value) => /^[0-9a-f]{64}\|[0-9a-f]{64}$/.test(value),
  "next-auth.callback-url": isOwnAddress,
  "patchbay-device": (value) => /^[\w-]{22}( [^\s:]+:[0-9a-f]{64}){2}$/.test(value),
  // As lib/crypto.ts seals: the key's name, and three parts in base64url.
  "patchbay-vouched": (value) => /^[\w-]+(\.[\w-]+){3}$/.test(value),
  theme: (value) => /^(light|dark|system)$/.test(value),
};

/** Of a request's Cookie header what is ours and looks like it; undefined when nothing does. */
export function ownCookies(header: string | undefined): string | undefined {
  const kept = header?.split(";").filter(isOurs).join(";").trim();
  return kept || undefined;
}

function isOurs(cookie: string): boolean {
  const at = cookie.indexOf("=");
  const name = cookie.slice(0, at).trim();
  const form = at > 0 && Object.hasOwn(forms, plain(name)) ? forms[plain(name)] : undefined;
  if (!form) return false;
  try {
    return form(decodeURIComponent(cookie.slice(at + 1).trim()));
  } catch {
    return false;
  }
}

/** Over https next-auth sets, and reads, its cookies with a prefix only. */
function plain(name: string): string {
  if (!config().baseUrl.startsWith("https:")) return name;
  if (name === "__Host-next-auth.csrf-token") return "next-auth.csrf-token";
  return /^__Secure-next-auth\.(?!csrf-token$)/.test(name) ? name.slice("__Secure-".length) : notPrefixed(name);
}

const notPrefixed = (name: string): string => (name.startsWith("next-auth.") ? "" : name);
