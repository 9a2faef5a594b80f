import type { Actor } from "@/lib/auth/actor";
import { type CatalogScope, findScope } from "@/lib/catalog/scopes";
import { mayTransferApp } from "@/lib/rights/rules";
import type { AppEffect, Effect } from "@/lib/scopes/effect";

export type ShownScope = Pick<CatalogScope, "id" | "level">;

type ShownApp = Omit<AppEffect, "scopes" | "ownerId"> & {
  scopeCount: number;
  /** The scopes the app loses, by product; products are sorted by name. */
  products: { name: string; scopes: ShownScope[] }[];
  /** The reader may transfer the app before it loses the scopes. */
  mayTransfer: boolean;
};

export type ShownEffect = Omit<Effect, "apps"> & { apps: ShownApp[] };

/** Adds product and level to each scope, and to each app whether the reader may transfer it first. */
export const showEffect = <Shown extends Effect>(actor: Actor, effect: Shown) => ({
  ...effect,
  apps: effect.apps.map(
    ({ scopes, ownerId, ...app }): ShownApp => ({
      ...app,
      scopeCount: scopes.length,
      products: byProduct(scopes),
      mayTransfer: !app.isRemoved && mayTransferApp(actor, { ownerId }),
    }),
  ),
});

function byProduct(ids: readonly string[]): ShownApp["products"] {
  const products = new Map<string, ShownScope[]>();
  for (const id of ids) {
    const { product, level } = findScope(id) ?? { product: "No longer in the catalog", level: "user" as const };
    products.set(product, [...(products.get(product) ?? []), { id, level }]);
  }
  return [...products]
    .map(([name, scopes]) => ({ name, scopes }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}
