import { type Access, appsPrivilege, masterPrivilege, type Privilege } from "@/lib/rights/privileges";
import { apis } from "./apis";
import { classicNames } from "./classic";
import { scopeTitle } from "./sentences";
import {
  type Action,
  actions,
  type Catalog,
  type CatalogEvent,
  type CatalogScope,
  type Family,
  type Level,
  type Line,
  levelLetters,
  levels,
  type Product,
} from "./vocabulary";

/**
 * Expands a vocabulary into every scope and event of these products, in the order they are written.
 * @throws Error for an invalid grant, need or classic term.
 */
export function expand(products: readonly Product[]): Catalog {
  return { scopes: products.flatMap(scopesOf), events: products.flatMap(eventsOf) };
}

function scopesOf(product: Product): CatalogScope[] {
  return product.families.flatMap((family) => {
    const classicOf = termsByResource(family);
    return Object.entries(family.groups).flatMap(([group, lines]) =>
      Object.entries(lines).flatMap(([resource, line]) => {
        const shared = { product, group, prefix: family.prefix, classic: classicOf.get(resource) ?? family.classic };
        return scopesOfLine(shared, resource, line);
      }),
    );
  });
}

type Shared = { product: Product; group: string; prefix: string; classic: string };

function scopesOfLine({ product, group, prefix, classic }: Shared, resource: string, line: Line): CatalogScope[] {
  const [words, grants, own] = line;
  return readGrants(grants).map(({ action, level }) => {
    const id = scopeId(`${prefix}:${action}:${resource}`, level);
    return {
      id,
      product: product.name,
      group,
      action,
      resource,
      level,
      ...needed(product.privilege, action, level),
      title: scopeTitle(words, action, resource, level, own?.[action]),
      classic: classicNames(classic, action, level),
      apis: apis[id] ?? [],
    };
  });
}

function termsByResource({ classicOf = {} }: Family): Map<string, string> {
  const entries = Object.entries(classicOf);
  return new Map(entries.flatMap(([terms, names]) => names.split(" ").map((name) => [name, terms] as const)));
}

/** What an app owner's role must grant for the app to have a scope. The database enforces the same. */
function needed(privilege: Privilege, action: Action, level: Level): { privilege: Privilege; access: Access } {
  if (level === "user") return { privilege: appsPrivilege, access: "edit" };
  if (level === "master") return { privilege: masterPrivilege, access: "edit" };
  return { privilege, access: action === "read" ? "view" : "edit" };
}

function readGrants(grants: string): { action: Action; level: Level }[] {
  return grants.split(" ").flatMap((part) => {
    const [names = "", letters] = part.split(":");
    if (!letters) throw new Error(`The catalog has a grant without levels: "${part}"`);
    return names
      .split(",")
      .flatMap((name) => [...letters].map((letter) => ({ action: readAction(name), level: readLevel(letter) })));
  });
}

function eventsOf(product: Product): CatalogEvent[] {
  return Object.entries(product.events).flatMap(([need, titles]) =>
    Object.entries(titles).map(([id, title]) => ({ id, product: product.name, title, scopes: readNeed(need) })),
  );
}

function readNeed(need: string): string[] {
  if (need === "no scope") return [];
  const [stem = "", letters = ""] = need.split(" ");
  const wanted = [...letters].map(readLevel);
  return levels.filter((level) => wanted.includes(level)).map((level) => scopeId(stem, level));
}

const scopeId = (stem: string, level: Level): string => (level === "user" ? stem : `${stem}:${level}`);

function readAction(name: string): Action {
  const action = actions.find((each) => each === name);
  if (!action) throw new Error(`The catalog has a grant with an unknown action: ${name}`);
  return action;
}

function readLevel(letter: string): Level {
  const level = levelLetters[letter];
  if (!level) throw new Error(`The catalog has an unknown level letter: ${letter}`);
  return level;
}
