import type { NextRequest } from "next/server";
import { exportAppActivity } from "@/lib/activity/export";
import { findApp } from "@/lib/apps/queries";
import { Refusal } from "@/lib/refusal";
import { answerExport } from "../../../../_activity/activity-file";

/** An app's activity as a file; takes the same filters as its Activity page. */
export async function GET(request: NextRequest, { params }: RouteContext<"/apps/[appId]/activity/export">) {
  const { appId } = await params;
  return answerExport(request, `activity-${appId}`, async (actor, filter, format) => {
    const app = await findApp(actor, appId);
    if (!app) throw new Refusal("not-found", "This app does not exist.");
    return exportAppActivity(actor, app, filter, format);
  });
}
