import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";

/**
 * Nobody deactivates or removes themselves, nor looks what that would do.
 * @throws Refusal `invalid`
 */
export function refuseOneself(actor: Actor, userId: string, what: "deactivate" | "remove"): void {
  if (actor.userId === userId) throw new Refusal("invalid", `You cannot ${what} yourself. Ask another person to.`);
}
