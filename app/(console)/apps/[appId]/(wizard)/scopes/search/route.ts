import type { NextRequest } from "next/server";
import type { PickerItem } from "@/components/picker/row";
import { findApp } from "@/lib/apps/queries";
import { currentActor } from "@/lib/auth/session";
import { listRoleManagers } from "@/lib/people/queries";
import { masterPrivilege } from "@/lib/roles/privileges";
import { type CatalogScope, productsOfScopes } from "@/lib/scopes/catalog";
import { whyNotGranted } from "@/lib/scopes/rules";
import { searchScopes } from "@/lib/scopes/search";
import { answerOf, whoCanGrant } from "../../catalogue-answer";
import { type Level, levelTones } from "../level";

/** A scope as the picker shows it. */
export type ScopeItem = PickerItem & { product: string; level: Level };

/** A picker draws these between two keystrokes. */
const most = 100;

/** The scopes that fit `q`, of one `product` or of all, for the Add Scopes picker of this app. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/apps/[appId]/scopes/search">,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return answer({ message: "You are signed out." }, 401);
  const [app, managers] = await Promise.all([findApp(actor, (await params).appId), listRoleManagers(actor)]);
  if (!app) return answer({ message: "This app does not exist." }, 404);
  const held = new Set(app.scopes.map((scope) => scope.id));
  const who = whoCanGrant(managers);

  function toItem(scope: CatalogScope): ScopeItem {
    const why = held.has(scope.id) ? null : whyNotGranted(scope, app?.owner.rights ?? {}, actor?.rights ?? {});
    return {
      id: scope.id,
      title: scope.title,
      product: scope.product,
      level: scope.level,
      badges: [{ text: scope.level, tone: levelTones[scope.level] }],
      ...(why === null
        ? {}
        : { locked: `${why} ${scope.privilege === masterPrivilege ? "Only account owners hold it." : who}` }),
    };
  }

  const hits = searchScopes(request.nextUrl.searchParams.get("q") ?? "");
  const products = productsOfScopes().map(({ product: name, total }) => ({ name, total }));
  return answer(answerOf(hits, { product: request.nextUrl.searchParams.get("product"), products, most, toItem }));
}

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
