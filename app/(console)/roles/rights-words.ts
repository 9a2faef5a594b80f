import type { Rights } from "@/lib/rights/privileges";

/** What a role grants, in short: `Edit on 3, View on 2 privileges`. */
export function rightsWords(rights: Rights): string {
  const held = Object.values(rights);
  const edit = held.filter((access) => access === "edit").length;
  const view = held.length - edit;
  const noun = (count: number) => (count === 1 ? "privilege" : "privileges");
  if (edit > 0 && view > 0) return `Edit on ${edit}, View on ${view} ${noun(view)}`;
  if (edit > 0) return `Edit on ${edit} ${noun(edit)}`;
  return view > 0 ? `View on ${view} ${noun(view)}` : "Nothing";
}
