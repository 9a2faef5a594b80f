/**
 * Why someone whom the identity provider knows is not let in, with the sentence that the sign-in page shows. The
 * address bar only ever holds a key of this list, never text from the provider or a library.
 */
export const providerRefusals = {
  "not-invited": (host: string) =>
    `${host} knows you, but no one here has the email address it gave. Ask an account owner for an invitation to that address. If you used to sign in here with a password, the invitation brings your apps back.`,
  "email-not-verified": (host: string) =>
    `${host} hasn’t verified that your email address is yours. Verify it there, then try again.`,
  deactivated: () => "You are deactivated here. Ask an account owner to reactivate you.",
  "owner-must-confirm": (host: string) =>
    `${host} now knows you as a different user. An account owner must confirm in People that it’s you. Then sign in again.`,
  "owner-declined": (host: string) =>
    `An account owner declined to let you in as the person who has your email address at ${host}. Ask them if this was a mistake.`,
  failed: (host: string) => `Sign-in with ${host} failed. Try again, or sign in with your password.`,
} as const;

export type ProviderRefusal = keyof typeof providerRefusals;
