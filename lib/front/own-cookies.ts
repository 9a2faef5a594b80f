import { config } from "@/lib/config";
import { isOwnAddress } from "@/lib/web/own-address";

// A browser sends every cookie that any program on the same host has set, in any format. Next and next-auth fail on
// some of them, as long as the browser keeps them.

const isSealedToken = (value: string): boolean => /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value);

/** The format of each of our cookies, by its name without the prefix used with https. */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  "next-auth.session-token": isSealedToken,
  "next-auth.pkce.code_verifier": isSealedToken,
  "next-auth.state": isSealedToken,
  "next-auth.nonce": isSealedToken,
  "next-auth.csrf-token": (value) => /^[0-9a-f]{64}\|[0-9a-f]{64}$/.test(value),
  "next-auth.callback-url": isOwnAddress,
  "patchbay-device": (value) => /^[\w-]{22}( [^\s:]+:[0-9a-f]{64}){2}$/.test(value),
  // As sealed by lib/crypto.ts: the key's name, and three parts in base64url.
  "patchbay-vouched": (value) => /^[\w-]+(\.[\w-]+){3}$/.test(value),
  theme: (value) => /^(light|dark|system)$/.test(value),
};

/** The cookies of a Cookie header that are ours and well-formed; undefined if there are none. */
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

/** With https, next-auth sets and reads its cookies only with a prefix. */
function plain(name: string): string {
  if (!config().baseUrl.startsWith("https:")) return name;
  if (name === "__Host-next-auth.csrf-token") return "next-auth.csrf-token";
  return /^__Secure-next-auth\.(?!csrf-token$)/.test(name) ? name.slice("__Secure-".length) : notPrefixed(name);
}

const notPrefixed = (name: string): string => (name.startsWith("next-auth.") ? "" : name);
