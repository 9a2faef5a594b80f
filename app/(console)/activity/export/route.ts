import type { NextRequest } from "next/server";
import { exportActivity } from "@/lib/activity/export";
import { answerExport } from "../../_activity/activity-file";

/** The account's activity as a file. Takes the same filter as the Activity page. */
export const GET = (request: NextRequest) => answerExport(request, "activity", exportActivity);
