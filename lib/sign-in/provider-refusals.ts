/**
 * Why somebody whom the identity provider knows is not let in, each as the sentence that sign-in shows. The words of this
 * list are all that ever stands in the address bar: nothing that the provider or a library said.
 */
export const providerRefusals = {
  "not-invited": (host: string) =>
    `${host} knows you, but nobody here has the email address it gave. Ask an account owner for an invitation to that address. If you signed in here with a password before, that invitation brings your apps back.`,
  "email-not-verified": (host: string) =>
    `${host} does not confirm that your email address is yours. Have it verified there, then try again.`,
  deactivated: () => "You are deactivated here. Ask an account owner to reactivate you.",
  "owner-must-confirm": (host: string) =>
    `${host} knows you as another user than before. An account owner must confirm in People that it is you. Then sign in again.`,
  "owner-declined": (host: string) =>
    `An account owner declined to let you in as the person who has your address at ${host}. Ask them if that was a mistake.`,
  failed: (host: string) => `Signing in with ${host} did not work. Try again, or sign in with your password.`,
} as const;

export type ProviderRefusal = keyof typeof providerRefusals;
