/** The refusals that ask back, each with the flag by which a server action is told the answer is yes. */
const flags = {
  "would-break-activation": "andDeactivate",
  "last-credential": "evenLast",
  conflict: "overTheirs",
} as const;

export type Question = keyof typeof flags;

/** What a person has said yes to. */
export type Consent = readonly Question[];

type Flags = { [Flag in (typeof flags)[Question]]?: true };

/** Consent as server actions read it. */
export const flagsOf = (consent: Consent): Flags =>
  Object.fromEntries(consent.map((question) => [flags[question], true]));
