import { additions } from "@/lib/events/sample-additions";
import { operator } from "@/lib/events/sample-objects";
import { things } from "@/lib/events/sample-things";

/** A payload as an event reports it, but for the account, which comes with sending it. */
export type SamplePayload = { object: Record<string, unknown> } & Record<string, unknown>;

/** Things that somebody has made, changed or deleted, and not ones that happen. */
const done =
  /(created|updated|deleted|added|removed|trashed|recovered|renamed|invited|activated|published|shared|settings)/;

/**
 * A made-up payload that fits an event's product and resource, to be sent as it is or edited: the same one each time.
 * An event of a product that is new here gets an object with nothing but an id and a time.
 */
export function samplePayload(eventId: string): SamplePayload {
  const thing = things.find(([fits]) => fits.test(eventId))?.[1] ?? {
    id: "example",
    date_time: "2026-11-22T09:00:00Z",
  };
  const more = additions.filter(([fits]) => fits.test(eventId)).map(([, values]) => values);
  return { ...(done.test(eventId) ? operator : {}), object: Object.assign({}, thing, ...more) };
}
