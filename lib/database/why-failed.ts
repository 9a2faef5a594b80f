import { DatabaseError } from "@/lib/database/database-error";
import { faultOf } from "@/lib/database/faults";

type Kind = new (...given: never[]) => Error;

/**
 * What to print for an error that ends a start or a command: its sentence, if it is of one of these kinds or the
 * database's; otherwise it is a bug, and is returned with its stack.
 */
export function whyFailed(error: unknown, told: readonly Kind[]): unknown {
  if (!(error instanceof Error)) return error;
  if ([DatabaseError, ...told].some((kind) => error instanceof kind)) return `\n${error.message}`;
  const fault = faultOf(error);
  return fault ? `\n${fault.sentence} Its message: ${error.message}` : error;
}
