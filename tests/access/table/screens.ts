import type { Caller } from "@/tests/access/caller";
import { type Outcomes, outcomes, type ScreenRow, same } from "@/tests/access/table";

// biome-ignore format: one column per caller
const by = {
  //                           owner     admin     developer member    stranger  other     signedOut  downgraded
  screenOfEverybody: outcomes("ok        ok        ok        ok        ok        ok        /sign-in   ok"),
  screenOfApps:      outcomes("ok        ok        ok        forbidden ok        ok        /sign-in   forbidden"),
  screenOfOneApp:    outcomes("ok        ok        ok        not-found ok        not-found /sign-in   not-found"),
  screenOfAdmins:    outcomes("ok        ok        forbidden forbidden forbidden ok        /sign-in   forbidden"),
  // The other account's owner sees the screen, but nothing of ours on it.
  screenOfOurAdmins: outcomes("ok        ok        forbidden forbidden forbidden forbidden /sign-in   forbidden"),
  fileOfAdmins:      outcomes("ok        ok        403       403       403       ok        signed-out 403"),
  screenOfOurApps:   outcomes("ok        ok        ok        forbidden ok        forbidden /sign-in   forbidden"),
  searchInApp:       outcomes("ok        ok        ok        not-found ok        not-found signed-out not-found"),
  searchInOurApps:   outcomes("ok        ok        ok        forbidden ok        forbidden signed-out forbidden"),
};

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
  "/apps/[appId]/deliveries": { ...anApp, shows: (t) => t.subscription.name },
  "/apps/[appId]/deliveries/[deliveryId]": { ...anApp, shows: () => "Connection refused" },
  "/apps/[appId]/deliveries/live": { who: by.searchInApp, shows: (t) => t.deliveryId },
  "/apps/[appId]/features": anApp,
  "/apps/[appId]/features/search": { who: by.searchInApp, shows: () => "groups" },
  "/apps/[appId]/information": { ...anApp, shows: () => "ada@example.com" },
  "/apps/[appId]/ownership": anApp,
  "/apps/[appId]/scopes": { ...anApp, shows: () => "user:read:user" },
  "/apps/[appId]/scopes/search": { who: by.searchInApp, shows: () => "groups" },
  "/apps/[appId]/usage": { ...anApp, shows: (t) => `Tokens and calls of ${t.appName}` },
  "/apps/owners": {
    who: by.searchInOurApps,
    shows: (t) => t.developer.name,
    query: (t) => `?q=${encodeURIComponent(t.developer.name)}`,
  },
  // The session endpoint, signed in or not: shows only when the cookie expires.
  "/api/auth/[...nextauth]": { who: same("ok"), shows: () => "{" },
  "/build": { who: by.screenOfApps, shows: () => "Choose an app type." },
  // Anyone who has the link may read it.
  "/join/[token]": { who: same("ok"), shows: (t) => t.invitation.email },
  "/my-role": { who: by.screenOfEverybody, shows: () => "Which scopes your apps may hold" },
  "/people": { who: by.screenOfOurAdmins, shows: (t) => t.invitation.email },
  "/profile": { who: by.screenOfEverybody, shows: () => "Where you are signed in" },
  // As with an invitation: having the link is enough.
  "/reset/[token]": { who: same("ok"), shows: (t) => t.inviter.email },
  "/roles": { who: by.screenOfOurAdmins, shows: (t) => t.role.name },
  "/roles/[roleId]": { who: { ...by.screenOfOurAdmins, other: "not-found" }, shows: (t) => t.role.name },
  "/roles/new": { who: by.screenOfAdmins, shows: () => "Anything you don’t set is None." },
  "/set-up": { who: same("ok"), shows: () => "You become the owner", query: (t) => `?token=${t.setUpToken}` },
  "/sign-in": { who: { ...same("/apps"), signedOut: "ok" }, shows: () => "Forgot your password?" },
  // Without the cookie from a provider sign-in there is nothing to choose, for anyone.
  "/sign-in/choose": { who: same("ok"), shows: () => "This choice cannot be used" },
  // Email is not configured on this server, and it says so to everyone.
  "/sign-in/forgot": { who: same("ok"), shows: () => "Ask an account owner for a link" },
};

function leadingTo(address: string, ...those: Caller[]): Partial<Outcomes> {
  return Object.fromEntries(those.map((caller) => [caller, address]));
}
