import { faultOf, noteFault } from "@/lib/database/faults";

/**
 * Next calls this with an error of a page or action before it responds with 500. Recording the fault lets
 * lib/front/database.ts send a better response.
 */
export function onRequestError(error: unknown): void {
  const fault = faultOf(error);
  if (fault) noteFault(fault);
}
