import { allows } from "@/lib/rights/permissions";
import { type Access, grantablePrivileges, type Rights } from "@/lib/rights/privileges";

export type Choice = "none" | Access;

/** The rights with this choice for one privilege. */
export function withChoice(rights: Rights, privilege: string, choice: Choice): Rights {
  const { [privilege]: _before, ...others } = rights;
  return choice === "none" ? others : { ...others, [privilege]: choice };
}

/** This choice for all privileges, or as near to it as `held` lets one grant. */
export const allAt = (choice: Choice, held: Rights): Rights =>
  choice === "none" ? {} : asFarAs(held, Object.fromEntries(grantablePrivileges.map((name) => [name, choice])));

/** The rights as far as somebody who holds `held` may give them to a custom role: Edit becomes View where only that is held. */
export const asFarAs = (held: Rights, rights: Rights): Rights =>
  Object.fromEntries(
    grantablePrivileges.flatMap((privilege): [string, Access][] => {
      const access = rights[privilege];
      if (!access) return [];
      if (allows(held, privilege, access)) return [[privilege, access]];
      return allows(held, privilege, "view") ? [[privilege, "view"]] : [];
    }),
  );
