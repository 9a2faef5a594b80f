import * as z from "zod";
import { type HeldKey, keys, secrets } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
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

/** So many public keys, or addresses of sets of them, an app has at most. */
const maxKeys = 5;

export const addKeyInput = z.object({
  appId: idInput,
  name: requiredLine(50, "Give the key a name."),
  /** A JWK, PEM, or the https URL of a JWK Set. */
  key: z.string("Paste a public key.").trim().min(1, "Paste a public key.").max(10_000, "Paste one public key only."),
});

/**
 * Adds a public key with whose private half the app's backend authenticates, or the URL of a set of them, which is fetched
 * now to see that it works.
 * @throws Refusal `invalid` (a private key, no key, a URL without keys, too many), `too-many` (fetched too often), and the
 * door's
 */
export async function addKey(actor: Actor, { appId, name, key }: z.output<typeof addKeyInput>): Promise<void> {
  const isUrl = /^https?:\/\//i.test(key);
  if (isUrl) {
    // Nobody who may not change the app makes us fetch anything.
    await lookAtApp(actor, appId, null, () => undefined);
    if (URL.canParse(key)) await spendSending(actor, "request", [key]);
    await refuseUselessUrl(key);
  }
  const added = isUrl ? { publicJwk: null, jwksUrl: key } : { publicJwk: readPublicKey(key), jwksUrl: null };
  const decide = (app: LockedApp<{ keys: typeof keys }>) => {
    if (app.keys.length >= maxKeys) {
      throw new Refusal(
        "invalid",
        `An app has at most ${maxKeys} public keys. Remove one first, or give the URL of a set.`,
      );
    }
    return {
      writes: [writes.addKey({ id: randomId(), name, ...added })],
      audit: [{ action: "app.keyAdded" as const, after: { name, ...shown(added) } }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { keys } });
}

/** What the audit says of a key. */
const shown = ({ publicJwk, jwksUrl }: Pick<HeldKey, "publicJwk" | "jwksUrl">) =>
  jwksUrl === null ? { publicKey: JSON.stringify(publicJwk) } : { url: jwksUrl };

export const removeKeyInput = z.object({ appId: idInput, keyId: idInput, andDeactivate: z.boolean().optional() });

/**
 * Removes a public key: the tokens got with it die, and no others.
 * @throws Refusal `not-found`, `last-credential` (client secrets are switched off and it is the last key),
 * `would-break-activation`, and the door's
 */
export async function removeKey(
  actor: Actor,
  { appId, keyId, andDeactivate }: z.output<typeof removeKeyInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const key = app.keys.find((one) => one.id === keyId);
      if (!key) throw new Refusal("not-found", "This public key was removed already.");
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
    { reads: { keys }, andDeactivate, revokes: true },
  );
}

export const allowSecretsInput = z.object({
  appId: idInput,
  allowed: z.boolean(),
  andDeactivate: z.boolean().optional(),
});

/**
 * Lets client secrets be used, or switches them off: then only public keys authenticate the app, and the tokens got with
 * secrets die. The secrets are kept.
 * @throws Refusal `last-credential` (there is no usable key), `would-break-activation`, and the door's
 */
export async function allowSecrets(
  actor: Actor,
  { appId, allowed, andDeactivate }: z.output<typeof allowSecretsInput>,
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
    { reads: { secrets, keys }, andDeactivate, revokes: !allowed },
  );
}
