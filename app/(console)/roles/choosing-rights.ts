import { allows } from "@/lib/rights/permissions";
import { type Access, grantablePrivileges, type Rights } from "@/lib/rights/privileges";

export type Choice = "none" | Access;

/** `rights` with one privilege changed; "none" removes it. */
export function withChoice(rights: Rights, privilege: string, choice: Choice): Rights {
  const { [privilege]: _before, ...others } = rights;
  return choice === "none" ? others : { ...others, [privilege]: choice };
}

/** `choice` for all privileges, capped at what `held` may grant. */
export const allAt = (choice: Choice, held: Rights): Rights =>
  choice === "none" ? {} : asFarAs(held, Object.fromEntries(grantablePrivileges.map((name) => [name, choice])));

/** `rights` capped at what `held` may grant to a custom role: Edit becomes View if only View is held. */
export const asFarAs = (held: Rights, rights: Rights): Rights =>
  Object.fromEntries(
    grantablePrivileges.flatMap((privilege): [string, Access][] => {
      const access = rights[privilege];
      if (!access) return [];
      if (allows(held, privilege, access)) return [[privilege, access]];
      return allows(held, privilege, "view") ? [[privilege, "view"]] : [];
    }),
  );
