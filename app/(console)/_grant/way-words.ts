import type { Way } from "@/lib/requests/rules";
import { counted } from "../_effect/effect-words";

type Shown = { need: string; ownerName: string; roleName: string };

/** A way to grant a scope, in words; `button` names what it grants beyond the missing privilege. */
export function wayWords({ need, ownerName, roleName }: Shown, way: Way) {
  const exactly = `Grants what ${roleName} grants, and ${need}.`;
  if (way.kind === "new") return { title: `A new role for ${ownerName}`, about: exactly, button: "Grant" };
  if (way.kind === "edit")
    return { title: `Add it to the role ${way.roleName}`, ...editWords(need, ownerName, way.others) };
  const title = `The role ${way.roleName}`;
  if (way.more.length === 0) return { title, about: exactly, button: "Grant" };
  const more = counted(way.more.length, "more right", "more rights");
  return { title, about: `Grants ${need} and ${more}.`, button: `Grant with ${more}` };
}

function editWords(need: string, ownerName: string, others: number) {
  if (others === 0) return { about: `Only ${ownerName} has this role.`, button: "Grant" };
  const about = `${counted(others, "other person has", "other people have")} this role and ${others === 1 ? "gets" : "get"} ${need} too.`;
  return { about, button: `Grant to ${others + 1} people` };
}
