import type { Actor } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { db } from "@/lib/database/db";
import { mayEditApp, maySeeApps } from "@/lib/rights/rules";
import type { AuthorizationFields } from "@/lib/subscriptions/authorization-kinds";
import { noAuthorization } from "@/lib/subscriptions/authorization-kinds";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";
import { shownAuthorization } from "@/lib/subscriptions/wanted-authorization";

/** The state of a subscription's endpoint. */
export type EndpointState = {
  subscriptionId: string;
  validatedAt: Date | null;
  nextValidationAt: Date | null;
  /** Consecutive failed revalidations. */
  failures: number;
  /** Including the endpoint's answers; null for people who may not change the app. */
  lastValidation: KeptValidation | null;
  /** Without its secret; only the kind for people who may not change the app. */
  authorization: AuthorizationFields;
  /** Since when every notification to it has failed; null: it is not failing. */
  failingSince: Date | null;
};

/**
 * The endpoints of an app's subscriptions as its Feature page shows them, and when the current secret token was
 * created. null: the app doesn't exist, was removed, belongs to another account, or the actor may not see apps.
 */
export async function findEndpoints(actor: Actor, appId: string) {
  if (!maySeeApps(actor)) return null;
  const app = await db().app.findUnique({
    where: { id: appId, accountId: actor.accountId, removedAt: null },
    select: { ownerId: true, secretTokenAt: true, subscriptions: { select: columns } },
  });
  if (!app) return null;
  const mayEdit = mayEditApp(actor, app);
  return {
    endpoints: app.subscriptions.map((row) => stateOf(row, mayEdit)),
    secretTokenSince: app.secretTokenAt,
    plainHttp: config().webhookAllowedCidrs.length > 0,
  };
}

const columns = {
  id: true,
  validatedAt: true,
  nextValidationAt: true,
  validationFailures: true,
  lastValidation: true,
  authorizationKind: true,
  authorizationSealed: true,
  authorizationId: true,
  health: { select: { failingSince: true } },
} as const;

type Row = {
  id: string;
  validatedAt: Date | null;
  nextValidationAt: Date | null;
  validationFailures: number;
  lastValidation: unknown;
  authorizationKind: AuthorizationFields["kind"];
  authorizationSealed: string | null;
  authorizationId: string;
  health: { failingSince: Date | null } | null;
};

const stateOf = (row: Row, mayEdit: boolean): EndpointState => ({
  subscriptionId: row.id,
  validatedAt: row.validatedAt,
  nextValidationAt: row.nextValidationAt,
  failures: row.validationFailures,
  lastValidation: mayEdit ? (row.lastValidation as KeptValidation | null) : null,
  authorization: mayEdit ? shownAuthorization(row) : { ...noAuthorization, kind: row.authorizationKind },
  failingSince: row.health?.failingSince ?? null,
});
