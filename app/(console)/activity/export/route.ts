import type { NextRequest } from "next/server";
import { exportActivity } from "@/lib/activity/export";
import { answerExport } from "../../_activity/activity-file";

/** The account's activity as a file; it takes the filter of the page beside it. */
export const GET = (request: NextRequest) => answerExport(request, "activity", exportActivity);
