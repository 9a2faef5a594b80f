import { products } from "./all-products";
import { expand } from "./expand";
import type { Catalog } from "./vocabulary";

export type { Catalog, CatalogEvent, CatalogScope } from "./vocabulary";

/** All scopes and events apps can be given, expanded once from the vocabulary. */
export const catalog: Catalog = expand(products);
