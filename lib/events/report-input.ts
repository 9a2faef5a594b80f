import * as z from "zod";
import { findEvent } from "@/lib/catalog/events";
import { maxEventsAtOnce, whyNotPassedOn } from "@/lib/events/rules";

/** The latest time JavaScript's Date can represent, in milliseconds. */
const lastMoment = 8_640_000_000_000_000;

const payloadInput = z.record(z.string(), z.unknown(), "Send a JSON object.").superRefine((payload, context) => {
  const message = whyNotPassedOn(payload);
  if (message) context.addIssue({ code: "custom", message });
});

const momentMessage = "Send milliseconds since 1970 as a whole number.";

/** One event as a backend reports it. */
export const reportInput = z.strictObject({
  event: z.string("Send the ID of an event type.").refine((id) => findEvent(id) !== undefined, {
    error: "Unknown event type. The event picker on the Feature step lists them all.",
  }),
  payload: payloadInput,
  event_ts: z.int(momentMessage).min(0, momentMessage).max(lastMoment, momentMessage).optional(),
  id: z
    .string("Send text.")
    .regex(/^[\x21-\x7e]{1,128}$/, "Send 1 to 128 printable ASCII characters without spaces.")
    .optional(),
});

/** Several events in one request. */
export const batchInput = z.strictObject({
  events: z
    .array(reportInput, "Send a list of events.")
    .min(1, "Send at least one event.")
    .max(maxEventsAtOnce, `Send at most ${maxEventsAtOnce} events at once.`),
});
