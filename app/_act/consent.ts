/** The refusals that ask for consent, each with the flag by which the server action receives it. */
const flags = {
  "would-break-activation": "andDeactivate",
  "last-credential": "evenLast",
  conflict: "overTheirs",
} as const;

export type Question = keyof typeof flags;

/** What the person has agreed to. */
export type Consent = readonly Question[];

type Flags = { [Flag in (typeof flags)[Question]]?: true };

/** Consent as the server actions read it. */
export const flagsOf = (consent: Consent): Flags =>
  Object.fromEntries(consent.map((question) => [flags[question], true]));
