import { type AuditAction, auditActions } from "@/lib/audit/actions";

/** Actions that people look for together; `key` stands for all of them in an address. */
export type ActionGroup = { key: string; label: string; actions: AuditAction[] };

const kinds: { key: string; label: string; fits: RegExp }[] = [
  { key: "sign-ins", label: "Signing in", fits: /^person\.signed/ },
  { key: "scopes", label: "Scopes", fits: /^app\.scope/ },
  { key: "secrets", label: "Secrets and tokens", fits: /secret|token|introspectionKey/i },
  { key: "events", label: "Event subscriptions", fits: /^app\.(events|subscription)/ },
  { key: "ownership", label: "Ownership", fits: /^app\.transfer/ },
  { key: "exports", label: "Exports", fits: /Exported$/ },
  { key: "apps", label: "Apps", fits: /^app\./ },
  { key: "people", label: "People", fits: /^person\./ },
  { key: "roles", label: "Roles", fits: /^role\./ },
  { key: "account", label: "Account", fits: /^account\./ },
];

const order = ["apps", "scopes", "secrets", "events", "ownership", "people", "sign-ins", "roles", "account", "exports"];

/** All actions, each in the first group it fits, in the order of the list to choose from. */
export function actionGroups(): ActionGroup[] {
  const actions = Object.keys(auditActions) as AuditAction[];
  const groupOf = (action: AuditAction) => kinds.find(({ fits }) => fits.test(action))?.key;
  return kinds
    .map(({ key, label }) => ({ key, label, actions: actions.filter((action) => groupOf(action) === key) }))
    .filter((group) => group.actions.length > 0)
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

const sentences: Partial<Record<AuditAction, string>> = {
  "account.created": "created the account",
  "person.joined": "joined",
  "person.signedIn": "signed in",
  "person.signedOut": "signed out",
};

const nouns: Record<string, string> = { account: "account", app: "app", person: "person", role: "role" };

/** What the action is called where nothing is named that it was done to: "Took scopes away from an app". */
export function titleOf(action: AuditAction): string {
  const object = `${/^a/.test(action) ? "an" : "a"} ${nounOf(action)}`;
  const words = sentences[action] ?? phraseOf(auditActions[action], object);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What the action did, with the object put in: "took scopes away from 12 apps". `words` are those of the list of actions,
 * which may name the kind of thing themselves.
 */
export const phraseOf = (words: string, object: string): string =>
  `${words.replace(/ the (removed )?(app|role|account)$/, "")} ${object}`;

/** "12 apps", "1 person". */
export function countOf(action: string, count: number): string {
  const noun = nounOf(action);
  const many = noun === "person" ? "people" : `${noun}s`;
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

const nounOf = (action: string): string => nouns[action.split(".", 1)[0] ?? ""] ?? "entry";
