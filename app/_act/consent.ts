/** The refusals that ask for consent, with the flag that tells the server action it was given. */
const flags = {
  "would-break-activation": "andDeactivate",
  "last-credential": "evenLast",
  conflict: "overTheirs",
} as const;

export type Question = keyof typeof flags;

/** The questions the user has agreed to. */
export type Consent = readonly Question[];

type Flags = { [Flag in (typeof flags)[Question]]?: true };

/** The flags to send to a server action. */
export const flagsOf = (consent: Consent): Flags =>
  Object.fromEntries(consent.map((question) => [flags[question], true]));
