import type { Access, Privilege } from "@/lib/rights/privileges";

/** What a scope allows an app to do. `patch` and `update` both mean change; identifiers distinguish them. */
export const actions = ["read", "write", "update", "patch", "delete"] as const;
export type Action = (typeof actions)[number];

export type Level = "user" | "admin" | "master";

/** Levels in the order an event's alternative scopes are offered. */
export const levels: readonly Level[] = ["admin", "user", "master"];

/** The letters for levels in grants and needs. */
export const levelLetters: Readonly<Record<string, Level>> = { u: "user", a: "admin", m: "master" };

/**
 * One resource in words.
 *
 * - `words` follow an action's verb: "View" ("List" for `list_…`), "Create", "Change", "Delete". The level fills their
 * slots: `~` your own / any user's, `%` yourself / any user, `@` the account / the account and its sub-accounts,
 * `{user|admin|master}` anything else (a missing part repeats the one before it). The verb fills `^`: members of / to /
 * from a group. A sentence without `@` ends with its reach ("in the account"), unless the words end in a period.
 * Words that begin with `= ` are the whole sentence, verb included.
 * - `grants` lists the actions on each level: `"read,write:uam delete:a"`.
 * - `own` gives an action another verb ("Add") or, with two or more words, a whole sentence.
 */
export type Line = readonly [words: string, grants: string, own?: Readonly<Partial<Record<Action, string>>>];

/** Resources by name, under the heading they are grouped by in the picker. */
export type Groups = Readonly<Record<string, Readonly<Record<string, Line>>>>;

/**
 * Scopes whose ids share their first part. `classic`: the terms (classic.ts) for their names before scopes were
 * granular. `classicOf`: other terms, with the resources they apply to, separated by spaces.
 */
export type Family = {
  prefix: string;
  classic: string;
  classicOf?: Readonly<Record<string, string>>;
  groups: Groups;
};

/**
 * A product, the privilege its admin-level scopes need, and its events' titles, grouped by what they need: a scope and
 * the letters of its levels (`"meeting:read:meeting au"`), any one of which is enough, or `"no scope"`.
 */
export type Product = {
  name: string;
  privilege: Privilege;
  families: readonly Family[];
  events: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export type CatalogScope = {
  id: string;
  product: string;
  group: string;
  action: Action;
  resource: string;
  level: Level;
  privilege: Privilege;
  access: Access;
  title: string;
  classic: string[];
  apis: string[];
};

export type CatalogEvent = { id: string; product: string; title: string; scopes: string[] };
export type Catalog = { scopes: CatalogScope[]; events: CatalogEvent[] };
