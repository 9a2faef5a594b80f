/** What keeps an app from working, in the order in which it is shown: the first is the reason given. */
export const faultCodes = [
  "not-activated",
  "owner-deactivated",
  "no-credential",
  "no-scopes",
  "scopes-removed",
  "endpoints-failing",
] as const;

/** What needs attention and leaves the app working. */
export const concernCodes = ["endpoint-failing", "secret-expires", "transfer-pending"] as const;

export type FaultCode = (typeof faultCodes)[number];
export type ConcernCode = (typeof concernCodes)[number];

/** `since`: when it began, or will happen; null: unknown. `detail`: the name of what it is about. `count`: how many. */
type Sign<Code extends string> = { code: Code; since: Date | null; detail: string | null; count: number | null };

/** An app without faults works. */
export type Condition = { faults: Sign<FaultCode>[]; concerns: Sign<ConcernCode>[] };

/** `text` completes "Not working:" for a fault. `remedy`: what to do; `path`: where, below the app's own page. */
type Words = { text: string; remedy: string; path: string };

/** How to name a day, and what to count days from. */
type Calendar = { day: (at: Date) => string; now: Date };

type Told<Code extends string> = (sign: Sign<Code>, calendar: Calendar) => Words;

const faults: Record<FaultCode, Told<FaultCode>> = {
  "not-activated": () => ({ text: "not activated", remedy: "Activate the app", path: "activation" }),
  "owner-deactivated": ({ detail }) => ({
    text: "owner deactivated",
    remedy: `Reactivate ${detail} in People, or transfer the app`,
    path: "ownership",
  }),
  "no-credential": () => ({
    text: "no usable credential",
    remedy: "Create a client secret or add a key",
    path: "credentials",
  }),
  "no-scopes": () => ({ text: "no scopes", remedy: "Add scopes", path: "scopes" }),
  "scopes-removed": ({ since, count }, { day }) => ({
    text: `${count === 1 ? "scope" : "scopes"} removed${since ? ` on ${day(since)}` : ""}`,
    remedy: "Restore them, or dismiss the notice if the app doesn’t need them",
    path: "scopes",
  }),
  "endpoints-failing": ({ since, count }, { day }) => ({
    text: `${count === 1 ? "endpoint" : "endpoints"} failing${since ? ` since ${day(since)}` : ""}`,
    remedy: "See why its deliveries fail",
    path: "deliveries",
  }),
};

const concerns: Record<ConcernCode, Told<ConcernCode>> = {
  "endpoint-failing": ({ since, detail, count }, { day }) => ({
    text: `${count === 1 ? detail : `${count} endpoints`} failing${since ? ` since ${day(since)}` : ""}`,
    remedy: "See why its deliveries fail",
    path: "deliveries",
  }),
  "secret-expires": ({ since, count }, { now }) => ({
    text: `${count === 1 ? "Client secret expires" : `${count} client secrets expire, the first`} ${since ? inDays(since, now) : "soon"}`,
    remedy: "See its secrets",
    path: "credentials",
  }),
  "transfer-pending": ({ detail }) => ({
    text: `Waiting for ${detail} to accept the transfer`,
    remedy: "See its ownership",
    path: "ownership",
  }),
};

function inDays(at: Date, now: Date): string {
  const days = Math.floor((at.getTime() - now.getTime()) / 86_400_000);
  if (days < 1) return "within a day";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

export const faultWords: Told<FaultCode> = (sign, calendar) => faults[sign.code](sign, calendar);
export const concernWords: Told<ConcernCode> = (sign, calendar) => concerns[sign.code](sign, calendar);

/** "Working", or "Not working:" with the first reason. */
export function conditionText({ faults: [first] }: Condition, calendar: Calendar): string {
  return first ? `Not working: ${faultWords(first, calendar).text}` : "Working";
}
