import { activateApp, deactivateApp, removeApp, saveInformation } from "@/lib/apps/commands";
import { regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import type { InformationField } from "@/lib/apps/information-fields";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import type { PersonKey } from "@/lib/demo/people";
import { saveSubscription, setEventsEnabled } from "@/lib/subscriptions/commands";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { flushUsage } from "@/lib/tokens/usage";

/** Something done to an app: when, by whom (default: its owner) and what. */
export type Act = {
  at: Date;
  by?: PersonKey;
  does: (actor: Actor, app: { appId: string; name: string }) => Promise<unknown>;
};

/** The same act, done by someone other than the app's owner. */
export const by = (who: PersonKey, act: Act): Act => ({ ...act, by: who });

export const describes = (at: Date, shortDescription: string): Act => changes(at, { shortDescription });

export const changes = (at: Date, wanted: Partial<Record<InformationField, string>>): Act => ({
  at,
  does: async (actor, { appId }) => {
    const now = await db().app.findUniqueOrThrow({ where: { id: appId } });
    const fields = Object.entries(wanted) as [InformationField, string][];
    return saveInformation(actor, {
      appId,
      changes: Object.fromEntries(fields.map(([field, to]) => [field, { from: now[field], to }])),
    });
  },
});

export const addsScopes = (at: Date, ...add: string[]): Act => ({
  at,
  does: (actor, { appId }) => changeScopes(actor, { appId, add, remove: [] }),
});

export const removesScopes = (at: Date, ...remove: string[]): Act => ({
  at,
  does: (actor, { appId }) => changeScopes(actor, { appId, add: [], remove }),
});

export const turnsEventsOn = (at: Date): Act => ({
  at,
  does: (actor, { appId }) => setEventsEnabled(actor, { appId, enabled: true }),
});

export const subscribes = (at: Date, name: string, url: string, ...eventIds: string[]): Act => ({
  at,
  does: (actor, { appId }) => saveSubscription(actor, { appId, edited: null, name, url, eventIds }),
});

/** Marks its endpoints as validated, so that its subscriptions deliver from here on. */
export const validates = (at: Date): Act => ({
  at,
  does: (_actor, { appId }) => db().$executeRaw`
    UPDATE "Subscription" s
       SET "enabled" = true, "validatedUrl" = s."url", "validatedTokenId" = a."secretTokenId", "validatedAt" = clock_timestamp(),
           "nextValidationAt" = now() + interval '3 days'
      FROM "App" a WHERE a."id" = s."appId" AND a."id" = ${appId}`,
});

/** Removes a scope as if the owner's role had lost the privilege: the events that need it pause. */
export const losesScope = (at: Date, scopeId: string): Act => ({
  at,
  does: (_actor, { appId }) =>
    db().$executeRaw`DELETE FROM "AppScope" WHERE "appId" = ${appId} AND "scopeId" = ${scopeId}`,
});

export const activates = (at: Date): Act => ({ at, does: (actor, { appId }) => activateApp(actor, { appId }) });

export const deactivates = (at: Date): Act => ({ at, does: (actor, { appId }) => deactivateApp(actor, { appId }) });

export const removes = (at: Date): Act => ({
  at,
  does: (actor, { appId, name }) => removeApp(actor, { appId, typedName: name }),
});

export const reveals = (at: Date): Act => ({ at, does: (actor, { appId }) => revealClientSecret(actor, { appId }) });

export const regenerates = (at: Date): Act => ({
  at,
  does: (actor, { appId }) => regenerateClientSecret(actor, { appId, oldEnd: "now" }),
});

/** Its backend obtains an access token. */
export const runs = (at: Date): Act => ({
  at,
  does: async (_actor, { appId }) => {
    await issueTokenForApp(appId);
    await flushUsage();
  },
});
