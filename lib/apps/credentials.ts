import * as z from "zod";
import { secrets } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { addSecret, endSecrets } from "@/lib/apps/credential-writes";
import type { LockedApp } from "@/lib/apps/locked-app";
import { lookAtApp } from "@/lib/apps/look-at-app";
import { chosenMoment } from "@/lib/apps/secret-ends";
import type { Actor } from "@/lib/auth/actor";
import { crowdedOut, maxUsableSecrets, secretEndInput } from "@/lib/credentials/secret-end";
import { isUsable } from "@/lib/credentials/usable";
import { randomAlphanumeric, randomId, randomToken, seal, secretDigest, unseal } from "@/lib/crypto";
import { secretTokenPlace } from "@/lib/outgoing/signing-tokens";
import { Refusal } from "@/lib/refusal";
import { idInput } from "@/lib/text/inputs";
import { issueTokenForApp } from "@/lib/tokens/commands";

/** The place a sealed client secret is bound to. */
export const clientSecretPlace = (secretId: string): string => `AppSecret:${secretId}`;

/** A new client secret as stored: 32 alphanumerics, 190 bits. */
export function newClientSecret() {
  const id = randomId();
  const secret = randomAlphanumeric(32);
  return { id, digest: secretDigest(secret), sealed: seal(secret, clientSecretPlace(id)) };
}

/** A new secret token, sealed for its app. */
export const newSecretToken = (appId: string): string => seal(randomToken(), secretTokenPlace(appId));

/**
 * Returns the newest usable client secret in plain text; audited.
 * @throws Refusal `incomplete` if none is usable, and those of {@link lookAtApp}
 */
export async function revealClientSecret(
  actor: Actor,
  { appId }: { appId: string },
): Promise<{ clientSecret: string }> {
  const reads = { secrets };
  const newest = await lookAtApp(
    actor,
    appId,
    "app.secretRevealed",
    (app) => {
      const secret = app.secrets.find((one) => isUsable(one, app.now));
      if (!secret) throw new Refusal("incomplete", "There is no usable client secret. Regenerate it.");
      return secret;
    },
    { reads },
  );
  return { clientSecret: unseal(newest.sealed, clientSecretPlace(newest.id)) };
}

export const regenerateInput = z.object({ appId: idInput, oldEnd: secretEndInput });

/**
 * Creates a new client secret. The previous ones expire at `oldEnd`, or sooner if they were going to. When a secret
 * expires, the tokens issued with it are revoked; others keep working.
 * @throws Refusal `invalid` (the time, or more than 5 secrets would be usable), and those of {@link changeApp}
 */
export async function regenerateClientSecret(
  actor: Actor,
  { appId, oldEnd }: z.output<typeof regenerateInput>,
): Promise<{ clientSecret: string }> {
  const next = newClientSecret();
  const decide = (app: LockedApp<{ secrets: typeof secrets }>) => {
    const end = chosenMoment(oldEnd, app.now);
    if (end > app.now && crowdedOut(app.secrets, app.now).length > 0) {
      throw new Refusal(
        "invalid",
        `At most ${maxUsableSecrets} client secrets of an app can be usable at a time. Revoke one first, or let the old ones expire at once.`,
      );
    }
    const all = app.secrets.map((secret) => secret.id);
    return {
      writes: [endSecrets(all, end), addSecret(next)],
      audit: [{ action: "app.secretRegenerated" as const, after: { oldEnds: end.toISOString() } }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { secrets } });
  return { clientSecret: unseal(next.sealed, clientSecretPlace(next.id)) };
}

/**
 * Issues an access token with all of the app's scopes, for testing; audited.
 * @throws Refusal `incomplete` if the app is not activated, and those of {@link lookAtApp}
 */
export async function issueTestToken(actor: Actor, { appId }: { appId: string }) {
  await lookAtApp(actor, appId, "app.testTokenIssued", (app) => {
    if (app.state === "activated") return;
    throw new Refusal("incomplete", "Activate the app first: only activated apps get access tokens.");
  });
  return issueTokenForApp(appId);
}
