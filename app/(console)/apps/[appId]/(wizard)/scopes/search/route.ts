import type { NextRequest } from "next/server";
import type { PickerItem } from "@/components/picker/row";
import { type CatalogScope, productsOfScopes } from "@/lib/catalog/scopes";
import { masterPrivilege } from "@/lib/rights/privileges";
import { whyNotGranted } from "@/lib/scopes/rules";
import { searchScopes } from "@/lib/scopes/search";
import { type Asker, answerSearch } from "../../_picker/answer-search";
import { type Level, levelTones } from "../level";

/** A scope in the picker. */
export type ScopeItem = PickerItem & {
  product: string;
  level: Level;
  /** For a scope the owner's role doesn't grant: it can be requested, or already was. */
  ask?: "open" | "asked";
};

/** The scopes that match `q`, of one `product` or all, for this app's Add Scopes picker. */
export async function GET(request: NextRequest, { params }: RouteContext<"/apps/[appId]/scopes/search">) {
  return answerSearch(request, (await params).appId, (asker, query) => ({
    hits: searchScopes(query),
    products: productsOfScopes().map(({ product }) => product),
    toItem: itemFor(asker),
  }));
}

function itemFor({ app, actor, who }: Asker): (scope: CatalogScope) => ScopeItem {
  const held = new Set(app.scopes.map((scope) => scope.id));
  return (scope) => {
    const why = held.has(scope.id) ? null : whyNotGranted(scope, app.owner.rights, actor.rights);
    const whom = scope.privilege === masterPrivilege ? "Only account owners hold it." : who;
    return {
      id: scope.id,
      title: scope.title,
      product: scope.product,
      level: scope.level,
      badges: [{ text: scope.level, tone: levelTones[scope.level] }],
      ...(why === null ? {} : { locked: `${why} ${whom}`, ...askFor(scope, app) }),
    };
  };
}

function askFor(scope: CatalogScope, app: Asker["app"]): Pick<ScopeItem, "ask"> {
  if (!app.mayEdit || whyNotGranted(scope, app.owner.rights, app.owner.rights) === null) return {};
  return { ask: app.requested.includes(scope.id) ? "asked" : "open" };
}
