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
  /** For a scope the owner's role doesn't grant: the reader can grant it, can request it, or it was requested. */
  ask?: "grant" | "open" | "asked";
};

/** The scopes that match `q`, of one `product` or all, for this app's Add Scopes picker. */
export async function GET(request: NextRequest, { params }: RouteContext<"/apps/[appId]/scopes/search">) {
  return answerSearch(request, (await params).appId, (asker, query) => ({
    hits: searchScopes(query),
    products: productsOfScopes().map(({ product }) => product),
    toItem: itemFor(asker),
  }));
}

function itemFor(asker: Asker): (scope: CatalogScope) => ScopeItem {
  const { app, actor } = asker;
  const held = new Set(app.scopes.map((scope) => scope.id));
  return (scope) => {
    const why = held.has(scope.id) ? null : whyNotGranted(scope, app.owner.rights, actor.rights);
    return {
      id: scope.id,
      title: scope.title,
      product: scope.product,
      level: scope.level,
      badges: [{ text: scope.level, tone: levelTones[scope.level] }],
      ...(why === null ? {} : { locked: `${why} ${whomToAsk(scope, asker)}`, ...askFor(scope, asker) }),
    };
  };
}

function whomToAsk(scope: CatalogScope, { who, mayGrant }: Asker): string {
  if (mayGrant(scope)) return "You can grant it.";
  return scope.privilege === masterPrivilege ? "Only account owners hold it." : who;
}

function askFor(scope: CatalogScope, { app, mayGrant }: Asker): Pick<ScopeItem, "ask"> {
  if (!app.mayEdit || whyNotGranted(scope, app.owner.rights, app.owner.rights) === null) return {};
  if (mayGrant(scope)) return { ask: "grant" };
  return { ask: app.requested.includes(scope.id) ? "asked" : "open" };
}
