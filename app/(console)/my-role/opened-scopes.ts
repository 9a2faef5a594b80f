import type { Access } from "@/lib/rights/privileges";
import { counted, nameWords } from "../_effect/effect-words";
import type { PrivilegeFacts } from "../_rights/privilege-facts";

/** Which scopes View or Edit on a privilege opens to its holder's apps, in one sentence. */
export function openedScopes({ level, products, scopes }: PrivilegeFacts, access: Access): string {
  const count = scopes[access];
  if (count === 0) return `No scopes: the ${scopes.edit} ${level}-level ones require Edit.`;
  const noun = counted(count, `${level}-level scope`);
  if (level !== "admin") return `${noun}, whatever the product.`;
  const reads = access === "view" && scopes.view < scopes.edit ? ` that ${count === 1 ? "reads" : "read"}` : "";
  return `${noun}${reads}, of ${nameWords(products, 4)}.`;
}
