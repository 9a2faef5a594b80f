import * as z from "zod";
import { changeApp } from "@/lib/apps/change-app";
import { newSecretToken } from "@/lib/apps/credentials";
import type { LockedApp } from "@/lib/apps/locked-app";
import { lookAtApp } from "@/lib/apps/look-at-app";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { type TokenOverlap, tokenOverlaps } from "@/lib/credentials/overlaps";
import { randomId, unseal } from "@/lib/crypto";
import { secretTokenPlace } from "@/lib/outgoing/signing-tokens";
import { Refusal } from "@/lib/refusal";
import { revalidateBy } from "@/lib/subscriptions/subscription-writes";
import { midway } from "@/lib/subscriptions/validation-rules";
import { idInput } from "@/lib/text/inputs";

export const revealSecretTokenInput = z.object({ appId: idInput, which: z.enum(["current", "old"]).optional() });

/**
 * A secret token in clear: the current one, or while a rotation lasts the old one; audited.
 * @throws Refusal `not-found` when there is no old one any more, and the door's
 */
export async function revealSecretToken(
  actor: Actor,
  { appId, which }: z.output<typeof revealSecretTokenInput>,
): Promise<{ secretToken: string }> {
  const sealed = await lookAtApp(actor, appId, "app.secretTokenRevealed", (app) =>
    which === "old" ? running(app).sealed : app.secretTokenSealed,
  );
  return { secretToken: unseal(sealed, secretTokenPlace(appId)) };
}

export const regenerateSecretTokenInput = z.object({
  appId: idInput,
  overlap: z.enum(Object.keys(tokenOverlaps) as [TokenOverlap, ...TokenOverlap[]]),
  andDeactivate: z.boolean().optional(),
});

/**
 * Makes a new secret token. Until the overlap is over the old one signs too - `x-zm-signature` with the old one alone -
 * and what was validated with it stays validated; without an overlap everything has to be validated again. A rotation that
 * was under way ends.
 * @throws Refusal `would-break-activation`, and the door's
 */
export async function regenerateSecretToken(
  actor: Actor,
  { appId, overlap, andDeactivate }: z.output<typeof regenerateSecretTokenInput>,
): Promise<{ secretToken: string }> {
  const secretTokenSealed = newSecretToken(appId);
  const { ms } = tokenOverlaps[overlap];
  const decide = (app: LockedApp): AppChange => {
    const endsAt = new Date(app.now.getTime() + ms);
    const old = {
      previousTokenSealed: app.secretTokenSealed,
      previousTokenId: app.secretTokenId,
      previousTokenEndsAt: endsAt,
      previousTokenSigns: true,
    };
    return {
      fields: { secretTokenSealed, secretTokenId: randomId(), secretTokenAt: app.now, ...(ms > 0 ? old : noOldToken) },
      writes: [revalidateBy(ms > 0 ? midway(app.now, endsAt) : app.now)],
      audit: [{ action: "app.secretTokenRegenerated", after: { oldTokenEnds: endsAt.toISOString() } }],
    };
  };
  await changeApp(actor, appId, decide, { andDeactivate });
  return { secretToken: unseal(secretTokenSealed, secretTokenPlace(appId)) };
}

const noOldToken = {
  previousTokenSealed: null,
  previousTokenId: null,
  previousTokenEndsAt: null,
  previousTokenSigns: false,
};

/** @throws Refusal `not-found` when no rotation is under way. */
function running({ rotation }: LockedApp): NonNullable<LockedApp["rotation"]> {
  if (rotation) return rotation;
  throw new Refusal("not-found", "The old secret token has ended already.");
}

/**
 * Makes `x-zm-signature` with the new secret token from now on; the old one goes on beside it in `webhook-signature`.
 * @throws Refusal `not-found` when no rotation is under way, and the door's
 */
export async function signWithNewToken(actor: Actor, { appId }: { appId: string }): Promise<void> {
  await changeApp(actor, appId, (app) =>
    running(app).signs
      ? {
          fields: { previousTokenSigns: false },
          writes: [revalidateBy(app.now)],
          audit: [{ action: "app.secretTokenUsed" }],
        }
      : null,
  );
}

export const endOldTokenInput = z.object({ appId: idInput, andDeactivate: z.boolean().optional() });

/**
 * Ends the old secret token before its time; what was validated with it alone is no longer validated.
 * @throws Refusal `not-found` when no rotation is under way, `would-break-activation`, and the door's
 */
export async function endOldToken(
  actor: Actor,
  { appId, andDeactivate }: z.output<typeof endOldTokenInput>,
): Promise<void> {
  const decide = (app: LockedApp): AppChange => ({
    fields: noOldToken,
    writes: [revalidateBy(app.now)],
    audit: [{ action: "app.secretTokenEnded", before: { oldTokenEnds: running(app).endsAt.toISOString() } }],
  });
  await changeApp(actor, appId, decide, { andDeactivate });
}
