import * as z from "zod";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
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
 * Returns a secret token in plain text: the current one or, during a rotation, the old one; audited.
 * @throws Refusal `not-found` if there is no old one, and those of {@link lookAtApp}
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
  consent: consentInput,
});

/**
 * Creates a new secret token. During the overlap the old one also signs - `x-zm-signature` is made with the old one
 * only - and endpoints validated with it stay validated; without an overlap all must be validated again. Ends a
 * rotation in progress.
 * @throws Refusal `would-break-activation`, and those of {@link changeApp}
 */
export async function regenerateSecretToken(
  actor: Actor,
  { appId, overlap, consent }: z.output<typeof regenerateSecretTokenInput>,
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
  await changeApp(actor, appId, decide, { consent });
  return { secretToken: unseal(secretTokenSealed, secretTokenPlace(appId)) };
}

const noOldToken = {
  previousTokenSealed: null,
  previousTokenId: null,
  previousTokenEndsAt: null,
  previousTokenSigns: false,
};

/** @throws Refusal `not-found` if no rotation is in progress */
function running({ rotation }: LockedApp): NonNullable<LockedApp["rotation"]> {
  if (rotation) return rotation;
  throw new Refusal("not-found", "The old secret token has already expired.");
}

/**
 * Switches `x-zm-signature` to the new secret token; the old one keeps signing in `webhook-signature`, next to the new
 * one.
 * @throws Refusal `not-found` if no rotation is in progress, and those of {@link changeApp}
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

export const endOldTokenInput = z.object({ appId: idInput, consent: consentInput });

/**
 * Makes the old secret token expire early. Endpoints validated only with it are no longer validated.
 * @throws Refusal `not-found` if no rotation is in progress, `would-break-activation`, and those of {@link changeApp}
 */
export async function endOldToken(actor: Actor, { appId, consent }: z.output<typeof endOldTokenInput>): Promise<void> {
  const decide = (app: LockedApp): AppChange => ({
    fields: noOldToken,
    writes: [revalidateBy(app.now)],
    audit: [{ action: "app.secretTokenEnded", before: { oldTokenEnds: running(app).endsAt.toISOString() } }],
  });
  await changeApp(actor, appId, decide, { consent });
}
