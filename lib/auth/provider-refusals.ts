/** Why somebody whom the identity provider knows is not let in, each as the sentence that sign-in shows. */
export const providerRefusals = {
  "not-invited": (host: string) =>
    `${host} knows you, but nobody here has the email address it gave. Ask an account owner for an invitation to that address.`,
  "email-not-verified": (host: string) =>
    `${host} does not confirm that your email address is yours. Have it verified there, then try again.`,
  deactivated: () => "You are deactivated here. Ask an account owner to reactivate you.",
} as const;

export type ProviderRefusal = keyof typeof providerRefusals;
