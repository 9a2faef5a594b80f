import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";

/**
 * No one can deactivate or remove themselves, or preview it.
 * @throws Refusal `invalid`
 */
export function refuseOneself(actor: Actor, userId: string, what: "deactivate" | "remove"): void {
  if (actor.userId === userId) throw new Refusal("invalid", `You can’t ${what} yourself. Ask someone else to.`);
}
