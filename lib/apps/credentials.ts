import { changeApp } from "@/lib/apps/change-app";
import type { LockedApp } from "@/lib/apps/locked-app";
import { isUsable } from "@/lib/apps/rules";
import type { AuditAction } from "@/lib/audit/actions";
import type { Actor } from "@/lib/auth/actor";
import { randomAlphanumeric, randomId, randomToken, seal, secretDigest, unseal } from "@/lib/crypto";
import { Refusal } from "@/lib/refusal";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { secretTokenPlace } from "@/lib/webhooks/signing-tokens";

const clientSecretPlace = (secretId: string): string => `AppSecret:${secretId}`;

/** A new client secret as it is kept: 32 alphanumerics, 190 bits. */
export function newClientSecret() {
  const id = randomId();
  const secret = randomAlphanumeric(32);
  return { id, digest: secretDigest(secret), sealed: seal(secret, clientSecretPlace(id)) };
}

/** A new secret token, sealed for its app. */
export const newSecretToken = (appId: string): string => seal(randomToken(), secretTokenPlace(appId));

/** Runs `take` inside the door, so that who may not change the app does not see its secrets, and each look is audited. */
export async function lookInside(actor: Actor, appId: string, action: AuditAction, take: (app: LockedApp) => string) {
  let found = "";
  await changeApp(actor, appId, (app) => {
    found = take(app);
    return { untouched: true, audit: [{ action }] };
  });
  return found;
}

/**
 * The client secret in clear; audited.
 * @throws Refusal `incomplete` when none is usable, and the door's
 */
export async function revealClientSecret(
  actor: Actor,
  { appId }: { appId: string },
): Promise<{ clientSecret: string }> {
  const clientSecret = await lookInside(actor, appId, "app.secretRevealed", (app) => {
    const secret = app.secrets.find((one) => isUsable(one, app.now));
    if (!secret) throw new Refusal("incomplete", "There is no usable client secret. Regenerate it.");
    return unseal(secret.sealed, clientSecretPlace(secret.id));
  });
  return { clientSecret };
}

/**
 * Makes a new client secret; the ones before it end now, and the tokens got with them die.
 * @throws Refusal the door's
 */
export async function regenerateClientSecret(
  actor: Actor,
  { appId }: { appId: string },
): Promise<{ clientSecret: string }> {
  const next = newClientSecret();
  await changeApp(actor, appId, (app) => ({
    addSecret: next,
    endSecrets: { ids: app.secrets.map((secret) => secret.id), at: app.now },
    audit: [{ action: "app.secretRegenerated" }],
  }));
  return { clientSecret: unseal(next.sealed, clientSecretPlace(next.id)) };
}

/**
 * An access token for trying the app out, with all of its scopes; audited.
 * @throws Refusal `incomplete` when the app is not activated, and the door's
 */
export async function issueTestToken(actor: Actor, { appId }: { appId: string }) {
  await lookInside(actor, appId, "app.testTokenIssued", (app) => {
    if (app.state === "activated") return "";
    throw new Refusal("incomplete", "Activate the app first: only activated apps get access tokens.");
  });
  return issueTokenForApp(appId);
}
