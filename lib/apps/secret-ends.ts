import * as z from "zod";
import { type HeldSecret, keys, secrets } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput, type Question } from "@/lib/apps/consent";
import { moveSecretEnd } from "@/lib/apps/credential-writes";
import type { LockedApp } from "@/lib/apps/locked-app";
import { usableCredentials } from "@/lib/apps/usable-credentials";
import type { Actor } from "@/lib/auth/actor";
import {
  endsSooner,
  lastsUntil,
  momentOf,
  type SecretEnd,
  secretEndInput,
  whyNotEnd,
} from "@/lib/credentials/secret-end";
import { isUsable } from "@/lib/credentials/usable";
import { Refusal } from "@/lib/refusal";
import { idInput } from "@/lib/text/inputs";

export const endSecretInput = z.object({
  appId: idInput,
  secretId: idInput,
  /** null: never. */
  end: secretEndInput.nullable(),
  consent: consentInput,
});

/**
 * Makes a client secret expire now, at a time within 30 days, or never. When it expires, the tokens issued with it are
 * revoked; others keep working.
 * @throws Refusal `not-found` (already expired), `invalid` (the time), `last-credential` (no usable credential would be
 * left; asks for consent), `would-break-activation`, and those of {@link changeApp}
 */
export async function endClientSecret(
  actor: Actor,
  { appId, secretId, end, consent }: z.output<typeof endSecretInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const secret = app.secrets.find((one) => one.id === secretId && isUsable(one, app.now));
      if (!secret) throw new Refusal("not-found", "This client secret has already expired.");
      const to = end === null ? null : chosenMoment(end, app.now);
      if (to?.getTime() === secret.expiresAt?.getTime()) return null;
      const about = { made: secret.createdAt.toISOString() };
      return {
        asks: to && questionOfLast(app, secret, to),
        writes: [moveSecretEnd(secret.id, to)],
        audit: [
          to && to <= app.now
            ? { action: "app.secretRevoked", before: about }
            : {
                action: "app.secretEndChanged",
                before: { ...about, ends: shown(secret.expiresAt) },
                after: { ...about, ends: shown(to) },
              },
        ],
      };
    },
    { reads, consent, revokes: end !== null },
  );
}

const reads = { secrets, keys };

const shown = (moment: Date | null): string => moment?.toISOString() ?? "never";

/** @throws Refusal `invalid` if a secret can't expire then */
export function chosenMoment(end: SecretEnd, now: Date): Date {
  const moment = momentOf(end, now);
  const why = whyNotEnd(moment, now);
  if (why) throw new Refusal("invalid", why, [{ field: "end", message: why }]);
  return moment;
}

/**
 * Asks if the app would have no usable credential, or none after a time sooner than now. An activated app that would
 * lose its last credential immediately is left to changeApp, which asks about the activation.
 */
function questionOfLast(app: LockedApp<typeof reads>, { id }: HeldSecret, end: Date): Question | null {
  const before = usableCredentials(app, app.now);
  const after = before.map((one) => (one.id === id ? { ...one, expiresAt: end } : one));
  const left = after.filter((one) => isUsable(one, app.now));
  if ((app.state === "activated" && left.length === 0) || !endsSooner(before, left)) return null;
  const ends = left.length === 0 ? "No credential" : `After ${new Date(lastsUntil(left)).toUTCString()} no credential`;
  const message = `${ends} of the app would be usable, and it would get no access tokens. Create a new client secret first, or let this one expire anyway.`;
  return { code: "last-credential", message };
}
