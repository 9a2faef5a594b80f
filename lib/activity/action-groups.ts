import { type AuditAction, auditActions, wordsOf } from "@/lib/audit/actions";

/** Actions that people filter by together; `key` represents all of them in a URL. */
export type ActionGroup = { key: string; label: string; actions: AuditAction[] };

const kinds: { key: string; label: string; fits: RegExp }[] = [
  {
    key: "sign-ins",
    label: "Sign-in and passwords",
    fits: /^person\.(signed|session|identity|address|password|resetLink)/,
  },
  { key: "scopes", label: "Scopes", fits: /^app\.scope/ },
  { key: "secrets", label: "Secrets and tokens", fits: /secret|token|introspectionKey/i },
  { key: "events", label: "Event subscriptions", fits: /^app\.(events|subscription|deliver|testEvent)/ },
  { key: "ownership", label: "Ownership", fits: /^app\.transfer/ },
  { key: "exports", label: "Exports", fits: /Exported$/ },
  { key: "apps", label: "Apps", fits: /^app\./ },
  { key: "people", label: "People", fits: /^person\./ },
  { key: "roles", label: "Roles", fits: /^role\./ },
  { key: "account", label: "Account", fits: /^account\./ },
];

const order = ["apps", "scopes", "secrets", "events", "ownership", "people", "sign-ins", "roles", "account", "exports"];

/** All actions, each in the first group that matches it, in the order of the select. */
export function actionGroups(): ActionGroup[] {
  const actions = Object.keys(auditActions) as AuditAction[];
  const groupOf = (action: AuditAction) => kinds.find(({ fits }) => fits.test(action))?.key;
  return kinds
    .map(({ key, label }) => ({ key, label, actions: actions.filter((action) => groupOf(action) === key) }))
    .filter((group) => group.actions.length > 0)
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** Actions on oneself: their words need no object. */
const reflexive: readonly string[] = [
  "person.addressRegained",
  "person.addressVerified",
  "person.identityLinked",
  "person.passwordChanged",
  "person.passwordReset",
  "person.sessionEnded",
  "person.signedIn",
  "person.signedOut",
  "person.signedOutEverywhere",
] satisfies AuditAction[];

const nouns: Record<string, string> = { account: "account", app: "app", person: "person", role: "role" };

/** The action's name where its target isn't named: "Removed ungranted scopes from an app". */
export function titleOf(action: AuditAction): string {
  const words = action === "person.joined" ? "joined" : phraseOf(action, someOf(action));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function someOf(action: AuditAction): string {
  const noun = nounOf(action);
  return noun === "account" ? "the account" : `${noun === "app" ? "an" : "a"} ${noun}`;
}

/**
 * The action's words with the object filled in: "removed ungranted scopes from 12 apps". If the words end in the kind of
 * target ("renamed the app"), the object replaces it.
 */
export const phraseOf = (action: string, object: string): string =>
  reflexive.includes(action)
    ? wordsOf(action)
    : `${wordsOf(action).replace(/ the (removed )?(app|role|account)$/, "")} ${object}`;

/** "12 apps", "1 person". */
export function countOf(action: string, count: number): string {
  const noun = nounOf(action);
  const many = noun === "person" ? "people" : `${noun}s`;
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

const nounOf = (action: string): string => nouns[action.split(".", 1)[0] ?? ""] ?? "entry";
