import { addressOf, type MachineContext } from "@/lib/http/answer";
import { noteRefusal } from "@/lib/metering/note";
import type { OnKnown } from "@/lib/tokens/live-token";

/** Remembers for the time of the request whose client it comes from. */
export const knowing =
  (c: MachineContext): OnKnown =>
  (app, why) =>
    c.set("known", { app, why });

/** Notes for the page of its app that a request was refused and why; who cannot be told whose it is, is nobody's. */
export function tellApp({ message }: Error, c: MachineContext): void {
  const known = c.get("known");
  if (known) noteRefusal(known.app, { path: c.req.path, reason: known.why ?? message, address: addressOf(c) });
}
