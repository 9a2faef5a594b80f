import { unreachable } from "@/components/unreachable";
import type { ActionResult } from "@/lib/web/form-action";

export type Refused = Extract<ActionResult<never>, { ok: false }>;

/** A server action as the browser calls it. */
export type Action<Input, T> = (input: Input) => Promise<ActionResult<T>>;

/** What the server answers. No answer is a refusal too, so that callers have one case to show. */
export async function answerOf<T>(work: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await work();
  } catch {
    return { ok: false, code: "unexpected", message: unreachable, items: [] };
  }
}
