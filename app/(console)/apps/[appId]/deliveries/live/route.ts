import type { NextRequest } from "next/server";
import { deliveryFilter } from "@/lib/deliveries/delivery-filter";
import { findDeliveryRow, listDeliveries } from "@/lib/deliveries/queries";
import { currentActor } from "@/lib/web/session";

/**
 * The current rows of a Deliveries page, for polling: those of this filter and `after`, or only the delivery `id`. 401
 * if no one is signed in, 404 if the app or delivery doesn't exist or they may not see it.
 */
export async function GET(request: NextRequest, { params }: RouteContext<"/apps/[appId]/deliveries/live">) {
  const actor = await currentActor();
  if (!actor) return answer({ message: "You are signed out." }, 401);
  const { appId } = await params;
  const { id, after, ...asked } = Object.fromEntries(request.nextUrl.searchParams);
  const found =
    id === undefined
      ? await listDeliveries(actor, appId, deliveryFilter(asked), after ?? null)
      : await findDeliveryRow(actor, appId, id);
  return found ? answer(found) : answer({ message: "This does not exist." }, 404);
}

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
