import * as z from "zod";
import { reportEvents } from "@/lib/events/publish";
import { batchInput, reportInput } from "@/lib/events/report-input";
import { answer, noStore } from "@/lib/http/answer";
import type { ApiHandler } from "@/lib/http/api-v2";
import { parseBody, readJson } from "@/lib/http/json-body";
import type { Operation } from "@/lib/http/operation";

/** The longest report that is read. */
const maxReportBytes = 256 * 1024;

const idOutput = z.object({ id: z.string() });

export const reportOperation: Operation = {
  id: "reportEvents",
  summary: "Reports one event, or up to 100 at once",
  body: z.union([reportInput, batchInput]),
  answer: { status: 202, schema: z.union([idOutput, z.object({ events: z.array(idOutput) })]) },
};

/** `POST /v2/events`: what happened is recorded, and on its way to every app that subscribed to it, once this is answered. */
export const eventsEndpoint: ApiHandler = async (c, { accountId }) => {
  const json = await readJson(c, maxReportBytes);
  if (typeof json === "object" && json !== null && "events" in json) {
    const { events } = parseBody(batchInput, json);
    const ids = await reportEvents(accountId, events.map(reported));
    return answer(c, 202, { events: ids.map((id) => ({ id })) }, noStore);
  }
  const [id] = await reportEvents(accountId, [reported(parseBody(reportInput, json))]);
  return answer(c, 202, { id }, noStore);
};

const reported = ({ event_ts: eventTs, ...rest }: z.output<typeof reportInput>) => ({ ...rest, eventTs });
