import { type Caller, callers, type Target } from "@/lib/testing/access/world";
import type { MachineRequest } from "@/lib/testing/machine-server";
import { post } from "@/lib/testing/machine-server";
import type { TestApp } from "@/lib/testing/world";

// The access table: who may call what. Every screen, every server action and every machine route has a row here, and
// access.process.test.ts asks the built server each of them as each caller. A thing without a row fails that test, and
// so does a row without a thing.
//
// To add a row, say who gets which answer, in the order of the callers, and what is asked:
// - a screen or route under app/: its address, and `shows`: text that is on it for those who may see it, and never for
//   others. "ok" is 200 with that text; "forbidden" is 200 without it (the page tells which privilege is missing);
//   "not-found" and "signed-out" are 404 and 401, other numbers stand for themselves; a redirect is where it leads.
// - an action: file and export, and the `input` a browser sends about the target, which is made anew for each call that
//   may succeed (makeTarget in world.ts: add there what your action needs). The outcome is the code of the Refusal.
// - a machine route: `asks`, a request of the caller's backend. The outcome is `error`, or `code`, of the answer.

export type Outcomes = Record<Caller, string>;

/** The outcomes of the callers in their order. */
function outcomes(words: string): Outcomes {
  const list = words.trim().split(/\s+/);
  if (list.length !== callers.length) throw new Error(`Not an outcome per caller: ${words}`);
  return Object.fromEntries(callers.map((caller, i) => [caller, list[i]])) as Outcomes;
}

const same = (outcome: string): Outcomes => outcomes(callers.map(() => outcome).join(" "));

// biome-ignore format: one column per caller
const by = {
  //                              owner     admin     developer member    stranger  other     signedOut downgraded
  screenOfApps:          outcomes("ok        ok        ok        forbidden ok        ok        /sign-in  forbidden"),
  screenOfOneApp:        outcomes("ok        ok        ok        not-found ok        not-found /sign-in  not-found"),
  screenOfAdmins:        outcomes("ok        ok        forbidden forbidden forbidden ok        /sign-in  forbidden"),
  // The other account's owner sees the screen, but nothing of ours on it.
  screenOfOurAdmins:     outcomes("ok        ok        forbidden forbidden forbidden forbidden /sign-in  forbidden"),
  fileOfAdmins:          outcomes("ok        ok        403       403       403       ok        signed-out 403"),
  screenOfOurApps:       outcomes("ok        ok        ok        forbidden ok        forbidden /sign-in  forbidden"),
  searchInApp:           outcomes("ok        ok        ok        not-found ok        not-found signed-out not-found"),
  changeOfApp:           outcomes("ok        ok        ok        forbidden forbidden not-found signed-out forbidden"),
  buildersOfApps:        outcomes("ok        ok        ok        forbidden ok        ok        signed-out forbidden"),
  adminsOfEachAccount:   outcomes("ok        ok        forbidden forbidden forbidden ok        signed-out forbidden"),
  adminsOfOurAccount:    outcomes("ok        ok        forbidden forbidden forbidden not-found signed-out forbidden"),
};

export type ScreenRow = { who: Outcomes; shows: (t: Target) => string; query?: (t: Target) => string };

const anApp: ScreenRow = { who: by.screenOfOneApp, shows: (t) => t.appName };

export const screens: Record<string, ScreenRow> = {
  "/": { who: same("/apps"), shows: () => "Created apps" },
  "/account": { who: by.screenOfOurAdmins, shows: (t) => t.ours.accountId },
  "/activity": { who: by.screenOfAdmins, shows: () => "Who did what, newest first" },
  "/activity/export": {
    who: by.fileOfAdmins,
    shows: () => "account.activityExported",
    query: () => "?format=csv",
  },
  "/apps": { who: by.screenOfOurApps, shows: (t) => t.appName },
  "/apps/[appId]": {
    who: { ...by.screenOfOneApp, ...leadingTo("/apps/[appId]/activation", "owner", "admin", "developer", "stranger") },
    shows: (t) => t.appName,
  },
  "/apps/[appId]/activation": anApp,
  "/apps/[appId]/activity": anApp,
  "/apps/[appId]/activity/export": {
    who: by.searchInApp,
    shows: () => "app.activityExported",
    query: () => "?format=json",
  },
  "/apps/[appId]/credentials": { ...anApp, shows: (t) => t.app.clientId },
  "/apps/[appId]/features": anApp,
  "/apps/[appId]/features/search": { who: by.searchInApp, shows: () => "groups" },
  "/apps/[appId]/information": { ...anApp, shows: () => "ada@example.com" },
  "/apps/[appId]/scopes": { ...anApp, shows: () => "user:read:user" },
  "/apps/[appId]/scopes/search": { who: by.searchInApp, shows: () => "groups" },
  // The account of one's own, signed in or not: nothing but how long the cookie lasts.
  "/api/auth/[...nextauth]": { who: same("ok"), shows: () => "{" },
  "/build": { who: by.screenOfApps, shows: () => "Choose the kind of app" },
  // Who holds the link may read it, whoever they are.
  "/join/[token]": { who: same("ok"), shows: (t) => t.invitation.email },
  "/people": { who: by.screenOfOurAdmins, shows: (t) => t.invitation.email },
  "/set-up": { who: same("ok"), shows: () => "You become the owner", query: (t) => `?token=${t.setUpToken}` },
  "/sign-in": { who: { ...same("/apps"), signedOut: "ok" }, shows: () => "hasFailed" },
};

function leadingTo(address: string, ...those: Caller[]): Partial<Outcomes> {
  return Object.fromEntries(those.map((caller) => [caller, address]));
}

export type ActionRow = {
  who: Outcomes;
  input: (t: Target) => unknown;
  /** The state of the target's app; activated unless it says so. */
  state?: "draft" | "deactivated";
};

/** An action on nothing but an app. */
const onApp = (more: Partial<ActionRow> = {}): ActionRow => ({
  who: by.changeOfApp,
  input: (t) => ({ appId: t.app.appId }),
  ...more,
});

const newPerson = { name: "New Person", password: "a long password" };

const wizard = "app/(console)/apps/[appId]/(wizard)";

export const actions: Record<string, ActionRow> = {
  "app/(console)/account/actions.ts revealIntrospectionKeyAction": { who: by.adminsOfEachAccount, input: () => ({}) },
  "app/(console)/apps/(list)/actions.ts activateListedAppAction": onApp({ state: "deactivated" }),
  "app/(console)/apps/(list)/actions.ts deactivateListedAppAction": onApp(),
  "app/(console)/apps/(list)/actions.ts removeAppAction": onApp({
    input: (t) => ({ appId: t.app.appId, typedName: t.appName }),
  }),
  [`${wizard}/actions.ts saveInformationAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, changes: { companyName: { from: "Example", to: "Changed" } } }),
  }),
  [`${wizard}/activation/actions.ts activateAppAction`]: onApp({ state: "draft" }),
  [`${wizard}/activation/actions.ts deactivateAppAction`]: onApp(),
  [`${wizard}/credentials/actions.ts revealClientSecretAction`]: onApp(),
  [`${wizard}/credentials/actions.ts regenerateClientSecretAction`]: onApp(),
  [`${wizard}/credentials/actions.ts issueTestTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts setEventsEnabledAction`]: onApp({
    state: "draft",
    input: (t) => ({ appId: t.app.appId, enabled: true }),
  }),
  [`${wizard}/features/actions.ts revealSecretTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts regenerateSecretTokenAction`]: onApp(),
  [`${wizard}/features/actions.ts saveSubscriptionAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, edited: null, name: "", url: "https://hooks.example.com/2", eventIds: [] }),
  }),
  [`${wizard}/features/actions.ts removeSubscriptionAction`]: onApp({
    input: (t) => ({ appId: t.app.appId, subscriptionId: t.subscription.id }),
  }),
  [`${wizard}/scopes/actions.ts changeScopesAction`]: onApp({
    state: "draft",
    input: (t) => ({ appId: t.app.appId, add: [], remove: ["user:read:user"] }),
  }),
  "app/(console)/build/actions.ts createAppAction": { who: by.buildersOfApps, input: () => ({ name: "Fresh" }) },
  "app/(console)/people/actions.ts inviteAction": {
    who: by.adminsOfOurAccount,
    input: (t) => ({ email: `new-${t.app.appId}@example.com`.toLowerCase(), roleId: t.ours.roleIds.member }),
  },
  "app/(console)/people/actions.ts revokeInvitationAction": {
    who: by.adminsOfOurAccount,
    input: (t) => ({ invitationId: t.invitation.id }),
  },
  "app/join/[token]/actions.ts joinAction": {
    who: same("ok"),
    input: (t) => ({ token: t.invitation.token, ...newPerson }),
  },
  "app/set-up/actions.ts setUpAction": {
    who: same("ok"),
    input: (t) => ({
      token: t.setUpToken,
      accountName: "Third",
      email: `third-${t.app.appId}@example.com`,
      ...newPerson,
    }),
  },
};

/** What a backend has: nothing when nobody is signed in, and no token where the app gets none. */
export type Backend = { app?: TestApp; token?: string };

export type MachineRow = { who: Outcomes; asks: (backend: Backend, targetToken: string) => MachineRequest };

const open = (path: string): MachineRow => ({ who: same("ok"), asks: () => ({ method: "GET", path }) });

const bearer = (path: string, who: Outcomes): MachineRow => ({
  who,
  asks: ({ token }) => ({ method: "GET", path, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) }),
});

// A machine's caller is the activated app of that person, with a token from before the downgrade. A member's app holds
// no scope, so it gets no token. What introspection tells of another account's token is that it is not active; what
// revoking does to a foreign one is nothing.
// biome-ignore format: one column per caller
const asBackend = {
  //                       owner    admin    developer member        stranger other    signedOut      downgraded
  token:          outcomes("ok       ok       ok        invalid_scope ok       ok       invalid_client unauthorized_client"),
  introspection:  outcomes("ok       ok       ok        ok            ok       inactive invalid_client unauthorized_client"),
  revocation:     outcomes("ignored  ignored  ok        ignored       ignored  ignored  invalid_client ignored"),
  api:            outcomes("ok       ok       ok        124           ok       ok       124            124"),
};

export const machines: Record<string, MachineRow> = {
  "POST /oauth/token": {
    who: asBackend.token,
    asks: ({ app }) => post("/oauth/token", { grant_type: "client_credentials" }, app),
  },
  "POST /oauth/introspect": {
    who: asBackend.introspection,
    asks: ({ app }, token) => post("/oauth/introspect", { token }, app),
  },
  "POST /oauth/revoke": { who: asBackend.revocation, asks: ({ app }, token) => post("/oauth/revoke", { token }, app) },
  "GET /oauth/jwks": open("/oauth/jwks"),
  "GET /.well-known/oauth-authorization-server": open("/.well-known/oauth-authorization-server"),
  "GET /v2/users/me": bearer("/v2/users/me", asBackend.api),
  "GET /healthz": open("/healthz"),
  "GET /readyz": open("/readyz"),
};
