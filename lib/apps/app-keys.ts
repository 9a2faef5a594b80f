import * as z from "zod";
import { type HeldKey, keys, secrets } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
import * as writes from "@/lib/apps/credential-writes";
import type { LockedApp } from "@/lib/apps/locked-app";
import { lookAtApp } from "@/lib/apps/look-at-app";
import { readPublicKey, refuseUselessUrl } from "@/lib/apps/read-public-key";
import { usableCredentials } from "@/lib/apps/usable-credentials";
import type { Actor } from "@/lib/auth/actor";
import { spendSending } from "@/lib/auth/sending-throttle";
import { randomId } from "@/lib/crypto";
import { Refusal } from "@/lib/refusal";
import { idInput, requiredLine } from "@/lib/text/inputs";

/** The most public keys and JWKS URLs an app may have, counted together. */
const maxKeys = 5;

export const addKeyInput = z.object({
  appId: idInput,
  name: requiredLine(50, "Give the key a name."),
  /** A JWK, PEM, or the https URL of a JWK Set. */
  key: z.string("Paste a public key.").trim().min(1, "Paste a public key.").max(10_000, "Paste one public key only."),
});

/**
 * Adds the public key of a pair the app's backend authenticates with, or the URL of a JWK Set, which is fetched right
 * away to check that it works.
 * @throws Refusal `invalid` (a private key, not a key, a URL without keys, too many keys), `too-many` (fetched too
 * often), and those of {@link changeApp}
 */
export async function addKey(actor: Actor, { appId, name, key }: z.output<typeof addKeyInput>): Promise<void> {
  const isUrl = /^https?:\/\//i.test(key);
  if (isUrl) {
    // Only people who may change the app can make us fetch anything.
    await lookAtApp(actor, appId, null, () => undefined);
    if (URL.canParse(key)) await spendSending(actor, "request", [key]);
    await refuseUselessUrl(key);
  }
  const added = isUrl ? { publicJwk: null, jwksUrl: key } : { publicJwk: readPublicKey(key), jwksUrl: null };
  const decide = (app: LockedApp<{ keys: typeof keys }>) => {
    if (app.keys.length >= maxKeys) {
      throw new Refusal(
        "invalid",
        `An app has at most ${maxKeys} public keys. Remove one first, or add the URL of a JWK Set.`,
      );
    }
    return {
      writes: [writes.addKey({ id: randomId(), name, ...added })],
      audit: [{ action: "app.keyAdded" as const, after: { name, ...shown(added) } }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { keys } });
}

/** A key as the audit log shows it. */
const shown = ({ publicJwk, jwksUrl }: Pick<HeldKey, "publicJwk" | "jwksUrl">) =>
  jwksUrl === null ? { publicKey: JSON.stringify(publicJwk) } : { url: jwksUrl };

export const removeKeyInput = z.object({ appId: idInput, keyId: idInput, consent: consentInput });

/**
 * Removes a public key. Tokens issued with it are revoked; others keep working.
 * @throws Refusal `not-found`, `last-credential` (client secrets are switched off and this is the last key),
 * `would-break-activation`, and those of {@link changeApp}
 */
export async function removeKey(
  actor: Actor,
  { appId, keyId, consent }: z.output<typeof removeKeyInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const key = app.keys.find((one) => one.id === keyId);
      if (!key) throw new Refusal("not-found", "This public key was already removed.");
      if (!app.secretsAllowed && app.keys.length === 1) {
        throw new Refusal(
          "last-credential",
          "Client secrets are switched off, and this is the last public key. Add another key first, or switch client secrets on.",
        );
      }
      return {
        writes: [writes.removeKey(keyId)],
        audit: [{ action: "app.keyRemoved", before: { name: key.name, ...shown(key) } }],
      };
    },
    { reads: { keys }, consent, revokes: true },
  );
}

export const allowSecretsInput = z.object({
  appId: idInput,
  allowed: z.boolean(),
  consent: consentInput,
});

/**
 * Switches client secrets on or off. While they are off, only public keys authenticate the app, and tokens issued with
 * secrets don't work. The secrets themselves are kept.
 * @throws Refusal `last-credential` (there is no usable key), `would-break-activation`, and those of {@link changeApp}
 */
export async function allowSecrets(
  actor: Actor,
  { appId, allowed, consent }: z.output<typeof allowSecretsInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      if (app.secretsAllowed === allowed) return null;
      if (!allowed && usableCredentials({ ...app, secretsAllowed: false }, app.now).length === 0) {
        throw new Refusal(
          "last-credential",
          "Add a public key first: without client secrets the app would have no credential.",
        );
      }
      return {
        fields: { secretsAllowed: allowed },
        audit: [{ action: allowed ? "app.secretsAllowed" : "app.secretsSwitchedOff" }],
      };
    },
    { reads: { secrets, keys }, consent, revokes: !allowed },
  );
}
