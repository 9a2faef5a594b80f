import { addressOf, type MachineContext } from "@/lib/http/answer";
import { noteRefusal } from "@/lib/metering/note";
import type { OnKnown } from "@/lib/tokens/live-token";

/** Remembers, for this request, which app it came from. */
export const knowing =
  (c: MachineContext): OnKnown =>
  (app, why) =>
    c.set("known", { app, why });

/** Records the refusal for the app's Usage page; requests that belong to no known app are skipped. */
export function tellApp({ message }: Error, c: MachineContext): void {
  const known = c.get("known");
  if (known) noteRefusal(known.app, { path: c.req.path, reason: known.why ?? message, address: addressOf(c) });
}
