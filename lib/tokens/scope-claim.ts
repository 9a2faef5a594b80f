import { createHash } from "node:crypto";
import type { Claims } from "@/lib/tokens/rules";

/** The longest token with a list of its scopes: many servers and gateways refuse headers of more than 8 KB. */
export const maxTokenLength = 6_144;

/**
 * The claims as they are in a token. Without `scope`, the token has all scopes of its app; with `scope_set`, the subset
 * that was asked for: a digest of the app's sorted scopes, and a bit for each of them.
 */
export type TokenClaims = Omit<Claims, "scope"> & { scope?: string; scope_set?: string };

/** The claims without the list of scopes, for a token that would be too long with it. */
export function withoutScopeList({ scope, ...claims }: Claims, held: readonly string[]): TokenClaims {
  const scopes = new Set(scope.split(" "));
  return scopes.size === held.length ? claims : { ...claims, scope_set: setOf(scopes, [...held].sort()) };
}

/**
 * The scopes a token was issued with, separated by spaces. Empty for a subset whose app has other scopes by now: the
 * bits no longer say which, so the client has to request another token.
 */
export function scopeOf({ scope, scope_set: set }: TokenClaims, held: readonly string[]): string {
  if (scope !== undefined) return scope;
  const sorted = [...held].sort();
  if (set === undefined) return sorted.join(" ");
  const [digest, bits = ""] = set.split(".");
  if (digest !== digestOf(sorted)) return "";
  const bytes = Buffer.from(bits, "base64url");
  return sorted.filter((_, i) => ((bytes[i >> 3] ?? 0) & (1 << (i & 7))) !== 0).join(" ");
}

function setOf(scopes: ReadonlySet<string>, sorted: readonly string[]): string {
  const bytes = Buffer.alloc(Math.ceil(sorted.length / 8));
  for (const [i, scope] of sorted.entries()) {
    if (scopes.has(scope)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return `${digestOf(sorted)}.${bytes.toString("base64url")}`;
}

const digestOf = (sorted: readonly string[]): string =>
  createHash("sha256").update(sorted.join(" ")).digest("base64url");
