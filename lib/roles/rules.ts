import { type Access, appsPrivilege, type Rights, type RoleKind } from "@/lib/roles/privileges";

/** Whether these rights hold at least `access` on `privilege`; Edit includes View. */
export const allows = (rights: Rights, privilege: string, access: Access): boolean =>
  rights[privilege] === "edit" || rights[privilege] === access;

/** Whether `rights` hold everything that `wanted` holds. */
const covers = (rights: Rights, wanted: Rights): boolean =>
  Object.entries(wanted).every(([privilege, access]) => allows(rights, privilege, access));

type Person = { userId: string; roleKind: RoleKind; rights: Rights };

export const maySeeApps = (person: Pick<Person, "rights">): boolean => allows(person.rights, appsPrivilege, "view");

export const mayCreateApps = (person: Pick<Person, "rights">): boolean => allows(person.rights, appsPrivilege, "edit");

/** One's own app needs S2S apps: Edit; another person's also takes being owner or admin of the account. */
export const mayEditApp = (person: Person, app: { ownerId: string }): boolean =>
  mayCreateApps(person) &&
  (app.ownerId === person.userId || person.roleKind === "owner" || person.roleKind === "admin");

export const maySeePeople = (person: Pick<Person, "rights">): boolean => allows(person.rights, "Users", "view");

export const mayInvite = (person: Pick<Person, "rights">): boolean => allows(person.rights, "Users", "edit");

/** Nobody grants what they don't hold themselves. */
export const mayGrantRole = (person: Pick<Person, "rights">, role: { rights: Rights }): boolean =>
  covers(person.rights, role.rights);

/** Account and Activity. */
export const maySeeAccount = (person: Pick<Person, "rights">): boolean => allows(person.rights, "Account", "view");

export const mayEditAccount = (person: Pick<Person, "rights">): boolean => allows(person.rights, "Account", "edit");
