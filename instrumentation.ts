import { faultOf, noteFault } from "@/lib/database/faults";

/** Next calls this with what a page or an action threw, before it answers 500: lib/front/database.ts answers better. */
export function onRequestError(error: unknown): void {
  const fault = faultOf(error);
  if (fault) noteFault(fault);
}
