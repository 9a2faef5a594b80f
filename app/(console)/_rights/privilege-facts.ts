import { allScopes, type CatalogScope } from "@/lib/catalog/scopes";
import { appsPrivilege, grantablePrivileges, masterPrivilege } from "@/lib/rights/privileges";

export type PrivilegeFacts = {
  privilege: string;
  /** The part of Patchbay that it controls; null if none. */
  governs: string | null;
  /** The level of the scopes it opens. Only `admin` is limited to `products`. */
  level: CatalogScope["level"];
  /** The products whose scopes it opens, those with the most scopes first; empty means all products. */
  products: string[];
  /** How many scopes an app may have when its owner has View, or Edit. */
  scopes: { view: number; edit: number };
};

const governed: Record<string, string> = {
  [appsPrivilege]: "Created apps",
  Users: "People",
  Roles: "Roles",
  Account: "Account and Activity",
};

const levels: Record<string, PrivilegeFacts["level"]> = { [appsPrivilege]: "user", [masterPrivilege]: "master" };

let facts: PrivilegeFacts[] | undefined;

/** What each privilege opens, in the order of `grantablePrivileges`; Master comes last, if included. */
export function privilegeFacts({ withMaster }: { withMaster: boolean }): PrivilegeFacts[] {
  facts ??= [...grantablePrivileges, masterPrivilege].map(factsOf);
  return facts.filter(({ privilege }) => withMaster || privilege !== masterPrivilege);
}

function factsOf(privilege: string): PrivilegeFacts {
  const scopes = allScopes().filter((scope) => scope.privilege === privilege);
  const sizes = new Map<string, number>();
  for (const { product } of scopes) sizes.set(product, (sizes.get(product) ?? 0) + 1);
  const level = levels[privilege] ?? "admin";
  return {
    privilege,
    governs: governed[privilege] ?? null,
    level,
    products: level === "admin" ? [...sizes].sort(([, one], [, other]) => other - one).map(([name]) => name) : [],
    scopes: { view: scopes.filter(({ access }) => access === "view").length, edit: scopes.length },
  };
}
