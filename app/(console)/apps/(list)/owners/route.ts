import type { NextRequest } from "next/server";
import { listAppOwners } from "@/lib/condition/owners";
import { currentActor } from "@/lib/web/session";

/** App owners whose name contains `q`, at most 20, for the owner filter; 401 if no one is signed in. */
export async function GET(request: NextRequest): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return answer({ message: "You are signed out." }, 401);
  return answer({ owners: await listAppOwners(actor, request.nextUrl.searchParams.get("q") ?? "") });
}

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
