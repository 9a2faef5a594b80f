import { unreachable } from "@/components/unreachable";
import type { ActionResult } from "@/lib/web/form-action";

export type Refused = Extract<ActionResult<never>, { ok: false }>;

/** A server action as the browser calls it. */
export type Action<Input, T> = (input: Input) => Promise<ActionResult<T>>;

/** The server's answer. If there is none, that counts as a refusal, so that callers handle one kind of failure. */
export async function answerOf<T>(work: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await work();
  } catch {
    return { ok: false, code: "unexpected", message: unreachable, items: [] };
  }
}
