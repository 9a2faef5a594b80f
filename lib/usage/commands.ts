import * as z from "zod";
import { consentInput } from "@/lib/apps/consent";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { idInput } from "@/lib/text/inputs";
import { findUnusedScopes } from "@/lib/usage/queries";

export const removeUnusedInput = z.object({
  appId: idInput,
  scopes: z.array(z.string().max(200)).max(5000),
  consent: consentInput,
});

/**
 * Removes the given scopes that are still unused; one used since the page was loaded stays. Returns the removed scopes.
 * @throws Refusal those of {@link changeScopes}
 */
export async function removeUnusedScopes(
  actor: Actor,
  { appId, scopes, consent }: z.output<typeof removeUnusedInput>,
): Promise<{ removed: string[] }> {
  const unused = (await findUnusedScopes(actor, appId)) ?? [];
  const remove = unused.filter((id) => scopes.includes(id));
  await changeScopes(actor, { appId, add: [], remove, consent });
  return { removed: remove };
}
