import type { Access, Privilege } from "@/lib/rights/privileges";

/** What a scope lets an app do. `patch` and `update` both change; identifiers keep them apart. */
export const actions = ["read", "write", "update", "patch", "delete"] as const;
export type Action = (typeof actions)[number];

export type Level = "user" | "admin" | "master";

/** Levels in the order in which an event's alternatives are offered. */
export const levels: readonly Level[] = ["admin", "user", "master"];

/** The letters that grants and needs are written with. */
export const levelLetters: Readonly<Record<string, Level>> = { u: "user", a: "admin", m: "master" };

/**
 * One resource in words.
 *
 * - `words` follow the verb of an action: "View" ("List" for `list_…`), "Create", "Change", "Delete". Their slots are
 *   filled by the level: `~` your own / any user's, `%` yourself / any user, `@` the account / the account and its
 *   sub-accounts, `{user|admin|master}` anything else (a missing part reads as the one before it); and by the verb: `^`
 *   members of / to / from a group. A sentence without `@` ends in where it reaches ("in the account"), unless the
 *   words end in a full stop. Words that begin with `= ` are the whole sentence, verb and all.
 * - `grants` says which actions there are on which levels: `"read,write:uam delete:a"`.
 * - `own` gives an action another verb ("Add"), or from two words on a whole sentence.
 */
export type Line = readonly [words: string, grants: string, own?: Readonly<Partial<Record<Action, string>>>];

/** Resources by name, under the heading that the picker folds them out from. */
export type Groups = Readonly<Record<string, Readonly<Record<string, Line>>>>;

/**
 * Identifiers with the same first part. `classic` are the terms (classic.ts) that name its scopes as they were called
 * before they were granular; `classicOf` has the resources, separated by spaces, that other terms name.
 */
export type Family = {
  prefix: string;
  classic: string;
  classicOf?: Readonly<Record<string, string>>;
  groups: Groups;
};

/**
 * A product, the privilege its admin-level scopes need, and its events with their titles, under what they need: a scope
 * and the letters of its levels (`"meeting:read:meeting au"`), any one of which is enough, or `"no scope"`.
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
