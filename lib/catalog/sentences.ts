import type { Action, Level } from "./vocabulary";

const verbs: Record<Action, string> = {
  read: "View",
  write: "Create",
  update: "Change",
  patch: "Change",
  delete: "Delete",
};

/** What `^` becomes after these verbs; "of" after all others. */
const prepositions: Readonly<Record<string, string>> = {
  Add: "to",
  Assign: "to",
  Create: "for",
  Remove: "from",
  Unassign: "from",
  Upload: "for",
};

const slots: Record<Level, Readonly<Record<string, string>>> = {
  user: { "~": "your own", "%": "yourself", "@": "your account" },
  admin: { "~": "any user's", "%": "any user", "@": "the account" },
  master: { "~": "any user's", "%": "any user", "@": "the account and its sub-accounts" },
};

const reaches: Record<Level, string> = {
  user: "",
  admin: " in the account",
  master: " in the account and its sub-accounts",
};

/**
 * What a scope allows, as a phrase in sentence case without a final period: "View any user's meetings in the account".
 * `own` is the resource's own verb or sentence for this action. The slots in `words` are described at {@link Line}.
 */
export function scopeTitle(words: string, action: Action, resource: string, level: Level, own?: string): string {
  if (words.startsWith("= ")) return fill(words.slice(2), level);
  if (own?.includes(" ")) return fill(own, level);
  const verb = own ?? (action === "read" && resource.startsWith("list_") ? "List" : verbs[action]);
  return fill(`${verb} ${words.replace("^", prepositions[verb] ?? "of")}`, level);
}

function fill(text: string, level: Level): string {
  const chosen = text.replace(/\{([^}]*)\}/g, (_, choices: string) => choose(choices.split("|"), level));
  const filled = chosen.replace(/[~%@]/g, (slot) => slots[level][slot] ?? slot);
  if (filled.endsWith(".")) return filled.slice(0, -1);
  return chosen.includes("@") ? filled : filled + reaches[level];
}

function choose([user = "", admin = user, master = admin]: string[], level: Level): string {
  return { user, admin, master }[level];
}
