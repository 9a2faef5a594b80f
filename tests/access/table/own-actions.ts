import { passwords } from "@/tests/access/caller";
import { type ActionRow, outcomes, same } from "@/tests/access/table";

// biome-ignore format: one column per caller
const by = {
  //                            owner     admin     developer member    stranger  other     signedOut  downgraded
  everybody:           outcomes("ok        ok        ok        ok        ok        ok        signed-out ok"),
  developer:           outcomes("not-found not-found ok        not-found not-found not-found signed-out not-found"),
  adminsOfEachAccount: outcomes("ok        ok        forbidden forbidden forbidden ok        signed-out forbidden"),
};

const newPerson = { name: "New Person", password: passwords.next };

/** What people do to their own account and sign-in, and what a link allows its holder to do. */
export const ownActions: Record<string, ActionRow> = {
  "app/(console)/account/actions.ts renameAccountAction": {
    who: by.adminsOfEachAccount,
    input: (t) => ({ name: `Renamed ${t.app.appId}` }),
  },
  "app/(console)/account/actions.ts revealIntrospectionKeyAction": { who: by.adminsOfEachAccount, input: () => ({}) },
  "app/(console)/profile/actions.ts changePasswordAction": {
    who: by.everybody,
    input: () => ({ current: passwords.current, password: passwords.next }),
  },
  // The session is the developer's: not even an account owner can end it for them.
  "app/(console)/profile/actions.ts endSessionAction": {
    who: by.developer,
    input: (t) => ({ reference: t.sessionReference }),
  },
  "app/(console)/profile/actions.ts signOutEverywhereAction": { who: by.everybody, input: () => ({}) },
  "app/join/[token]/actions.ts joinAction": {
    who: same("ok"),
    input: (t) => ({ token: t.invitation.token, ...newPerson }),
  },
  "app/reset/[token]/actions.ts resetPasswordAction": {
    who: same("ok"),
    input: (t) => ({ token: t.resetToken, password: passwords.next }),
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
  // Without the cookie from a provider sign-in there is nothing to choose.
  "app/sign-in/choose/actions.ts chooseInvitationAction": {
    who: same("link-not-usable"),
    input: (t) => ({ invitationId: t.invitation.id }),
  },
  // Email is not configured on this server.
  "app/sign-in/forgot/actions.ts requestResetLinkAction": {
    who: same("forbidden"),
    input: (t) => ({ email: t.developer.email }),
  },
};
