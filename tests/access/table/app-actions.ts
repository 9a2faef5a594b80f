import { type ActionRow, outcomes } from "@/tests/access/table";
import { openEvent } from "@/tests/access/world";

// biome-ignore format: one column per caller
const by = {
  //                            owner     admin     developer member    stranger  other     signedOut  downgraded
  changeOfApp:         outcomes("ok        ok        ok        forbidden forbidden not-found signed-out forbidden"),
  // Owner and admin can grant the scope themselves, so there is no one to ask.
  askersOfOthers:      outcomes("invalid   invalid   ok        forbidden forbidden not-found signed-out forbidden"),
  buildersOfApps:      outcomes("ok        ok        ok        forbidden ok        ok        signed-out forbidden"),
  // Only its owner or an account owner can transfer an app: an admin can edit it but not give it away.
  passersOn:           outcomes("ok        forbidden ok        forbidden forbidden not-found signed-out forbidden"),
  passersOnToNobody:   outcomes("not-found forbidden not-found forbidden forbidden not-found signed-out forbidden"),
  accountOwners:       outcomes("ok        forbidden forbidden forbidden forbidden not-found signed-out forbidden"),
  // Only the stranger can answer the transfer, because it is offered to them.
  whomItIsOffered:     outcomes("forbidden forbidden forbidden forbidden ok        not-found signed-out forbidden"),
};

/** The key of RFC 7517, appendix A.1. */
const aPublicKey = {
  kty: "EC",
  crv: "P-256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
};

/** An action whose only input is an app. */
const onApp = (more: Partial<ActionRow> = {}): ActionRow => ({
  who: by.changeOfApp,
  input: (t) => ({ appId: t.app.appId }),
  ...more,
});

const usage = "app/(console)/apps/[appId]/usage";
const list = "app/(console)/apps/(list)";
const wizard = "app/(console)/apps/[appId]/(wizard)";
const ownership = "app/(console)/apps/[appId]/ownership";
const deliveries = "app/(console)/apps/[appId]/deliveries";

const changesOfApps: Record<string, ActionRow> = {
  [`${list}/actions.ts activateListedAppAction`]: onApp({ state: "deactivated" }),
  [`${list}/actions.ts deactivateListedAppAction`]: onApp(),
  [`${list}/actions.ts removeAppAction`]: onApp({ input: (t) => ({ appId: t.app.appId, typedName: t.appName }) }),
  [`${list}/actions.ts restoreAppAction`]: onApp({ state: "removed" }),
  [`${wizard}/actions.ts saveInformationAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, changes: { companyName: { from: "Example", to: "Changed" } } }),
  }),
  [`${wizard}/actions.ts restoreScopesAction`]: onApp(),
  [`${wizard}/actions.ts forgetLostScopesAction`]: onApp(),
  [`${wizard}/actions.ts closeNoticeAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, noticeId: t.noticeId }),
  }),
  [`${wizard}/activation/actions.ts activateAppAction`]: onApp({ state: "draft" }),
  [`${wizard}/activation/actions.ts deactivateAppAction`]: onApp(),
  [`${wizard}/credentials/actions.ts revealClientSecretAction`]: onApp(),
  [`${wizard}/credentials/actions.ts regenerateClientSecretAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, oldEnd: "day" }),
  }),
  [`${wizard}/credentials/actions.ts endClientSecretAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, secretId: t.app.secretId, end: "week", consent: ["last-credential"] }),
  }),
  [`${wizard}/credentials/actions.ts addKeyAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, name: "Backend", key: JSON.stringify(aPublicKey) }),
  }),
  [`${wizard}/credentials/actions.ts removeKeyAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, keyId: t.keyId }),
  }),
  [`${wizard}/credentials/actions.ts allowSecretsAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, allowed: false }),
  }),
  [`${wizard}/credentials/actions.ts issueTestTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts setEventsEnabledAction`]: onApp({
    state: "draft",
    input: (t) => ({ appId: t.app.appId, enabled: true }),
  }),
  [`${wizard}/features/actions.ts revealSecretTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts regenerateSecretTokenAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, overlap: "day" }),
  }),
  [`${wizard}/features/actions.ts signWithNewTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts endOldTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts saveSubscriptionAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, edited: null, name: "", url: "https://hooks.example.com/2", eventIds: [] }),
  }),
  [`${wizard}/features/actions.ts removeSubscriptionAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, subscriptionId: t.subscription.id }),
  }),
  [`${wizard}/features/actions.ts setSubscriptionEnabledAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, subscriptionId: t.subscription.id, enabled: false }),
  }),
  // Nothing listens there: reporting the endpoint as invalid is a success too.
  [`${wizard}/features/actions.ts validateEndpointAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, url: "http://127.0.0.1:9/", subscriptionId: t.subscription.id }),
  }),
  [`${wizard}/scopes/actions.ts changeScopesAction`]: onApp({
    state: "draft",
    input: (t) => ({ appId: t.app.appId, add: [], remove: ["user:read:user"] }),
  }),
  [`${wizard}/scopes/actions.ts askForScopeAction`]: onApp({
    who: by.askersOfOthers,
    input: (t) => ({ appId: t.app.appId, scopeId: "meeting:read:meeting:admin" }),
  }),
  [`${wizard}/scopes/actions.ts withdrawScopeRequestAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, scopeId: "user:read:user:admin" }),
  }),
  [`${usage}/actions.ts removeUnusedScopesAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, scopes: ["user:read:user"] }),
  }),
  [`${usage}/actions.ts putBackScopesAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, add: ["user:read:settings"], remove: [] }),
  }),
  "app/(console)/build/actions.ts createAppAction": { who: by.buildersOfApps, input: () => ({ name: "Fresh" }) },
};

const toAnOwner = onApp({ who: by.passersOn, input: (t) => ({ appId: t.app.appId, toId: t.inviter.userId }) });

const toAnotherAccount = onApp({
  who: by.passersOnToNobody,
  input: (t) => ({ appId: t.app.appId, toId: t.theirOwner.userId }),
});

const withTerms = (more: Partial<ActionRow>): ActionRow =>
  onApp({ input: (t) => ({ appId: t.app.appId, overlap: "now", givesUp: [] }), ...more });

const changesOfOwnership: Record<string, ActionRow> = {
  [`${ownership}/actions.ts previewTransferAction`]: toAnOwner,
  [`${ownership}/actions.ts previewTransferAction, to another account`]: toAnotherAccount,
  [`${ownership}/actions.ts startTransferAction`]: toAnOwner,
  [`${ownership}/actions.ts startTransferAction, to another account`]: toAnotherAccount,
  [`${ownership}/actions.ts cancelTransferAction`]: onApp({ who: by.passersOn, state: "offered" }),
  [`${ownership}/actions.ts declineTransferAction`]: onApp({ who: by.whomItIsOffered, state: "offered" }),
  [`${ownership}/actions.ts acceptTransferAction`]: withTerms({ who: by.whomItIsOffered, state: "offered" }),
  [`${ownership}/actions.ts takeOverAction`]: withTerms({ who: by.accountOwners }),
};

const replay = onApp({
  state: "delivering",
  input: (t) => ({ appId: t.app.appId, since: "24h", subscriptionId: null }),
});

const sendings: Record<string, ActionRow> = {
  [`${deliveries}/actions.ts resendDeliveryAction`]: onApp({
    state: "delivering",
    input: (t) => ({ appId: t.app.appId, deliveryId: t.deliveryId }),
  }),
  [`${deliveries}/actions.ts previewReplayAction`]: replay,
  [`${deliveries}/actions.ts replayFailedAction`]: replay,
  [`${deliveries}/actions.ts sampleEventAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, event: openEvent }),
  }),
  [`${deliveries}/actions.ts sendTestEventAction`]: onApp({
    state: "delivering",
    input: (t) => ({ appId: t.app.appId, subscriptionId: t.subscription.id, event: openEvent, payload: "{}" }),
  }),
};

export const appActions: Record<string, ActionRow> = { ...changesOfApps, ...changesOfOwnership, ...sendings };
