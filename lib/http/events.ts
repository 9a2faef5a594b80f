import * as z from "zod";
import { reportEvents } from "@/lib/deliveries/publish";
import { findInexact } from "@/lib/events/exact-json";
import { batchInput, reportInput } from "@/lib/events/report-input";
import { answer, noStore, traceOf } from "@/lib/http/answer";
import type { ApiHandler } from "@/lib/http/api-v2";
import { ApiError } from "@/lib/http/errors";
import { parseBody, readJson } from "@/lib/http/json-body";
import type { Operation } from "@/lib/http/operation";
import { QuotaReached } from "@/lib/quotas/reached";
import type { TraceContext } from "@/lib/text/trace-context";

/** The longest report accepted. */
const maxReportBytes = 256 * 1024;

const idOutput = z.object({ id: z.string() });

export const reportOperation: Operation = {
  id: "reportEvents",
  summary: "Report one event, or up to 100 at once",
  body: z.union([reportInput, batchInput]),
  answer: { status: 202, schema: z.union([idOutput, z.object({ events: z.array(idOutput) })]) },
};

/** `POST /v2/events`: by the time this responds, the events and their deliveries to subscribed apps are recorded. */
export const eventsEndpoint: ApiHandler = async (c, { accountId }) => {
  const json = await readJson(c, maxReportBytes, findInexact);
  if (typeof json === "object" && json !== null && "events" in json) {
    const { events } = parseBody(batchInput, json);
    const ids = await report(accountId, events, traceOf(c));
    return answer(c, 202, { events: ids.map((id) => ({ id })) }, noStore);
  }
  const [id] = await report(accountId, [parseBody(reportInput, json)], traceOf(c));
  return answer(c, 202, { id }, noStore);
};

type Event = z.output<typeof reportInput>;

/** @throws ApiError 429 if one of the account's quotas is reached */
async function report(accountId: string, events: readonly Event[], trace: TraceContext | null): Promise<string[]> {
  try {
    return await reportEvents(accountId, events.map(reported), trace);
  } catch (error) {
    if (!(error instanceof QuotaReached)) throw error;
    throw new ApiError(429, 429, error.message, { "retry-after": String(error.waitSeconds ?? 60) });
  }
}

const reported = ({ event_ts: eventTs, ...rest }: Event) => ({ ...rest, eventTs });
