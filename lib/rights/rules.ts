import * as z from "zod";
import { allows, type Holder, may, type Permission, type PermissionName, permissions } from "@/lib/rights/permissions";
import { builtInRoles, grantablePrivileges, needOf, type Rights, type RoleKind } from "@/lib/rights/privileges";
import { line, requiredLine } from "@/lib/text/inputs";

/** A custom role as its form holds it. Rights: per privilege View or Edit; what is left out is None. */
export const roleInput = z.object({
  name: requiredLine(50, "Give the role a name."),
  description: line(150),
  rights: z
    .partialRecord(z.enum(grantablePrivileges), z.enum(["view", "edit"]))
    .transform((rights): Rights => ({ ...rights }) as Rights),
});

/** Whether `rights` hold everything that `wanted` holds. */
export const covers = (rights: Rights, wanted: Rights): boolean =>
  Object.entries(wanted).every(([privilege, access]) => allows(rights, privilege, access));

/** What `wanted` holds and `rights` don't, as `Users: Edit`. */
export const missingRights = (rights: Rights, wanted: Rights): string[] =>
  Object.entries(wanted)
    .filter(([privilege, access]) => !allows(rights, privilege, access))
    .map(([privilege, access]) => needOf({ privilege, access }));

/** The table of permissions as people read it: what each lets one do, and what it takes (`Users: Edit`). */
export const readablePermissions = (Object.keys(permissions) as PermissionName[]).map((name) => {
  const { words, only = [], ...need }: Permission = permissions[name];
  const roles = only.flatMap((kind) => (kind === "custom" ? [] : builtInRoles[kind].name));
  return { name, words, takes: [needOf(need), ...(roles.length > 0 ? [`the role ${roles.join(" or ")}`] : [])] };
});

type Person = Holder & { userId: string };

export const maySeeApps = (person: Holder): boolean => may(person, "apps.see");

export const mayCreateApps = (person: Holder): boolean => may(person, "apps.create");

/** One's own app needs S2S apps: Edit; another person's also takes being owner or admin of the account. */
export const mayEditApp = (person: Person, app: { ownerId: string }): boolean =>
  may(person, app.ownerId === person.userId ? "apps.create" : "apps.editAll");

/** An app is passed on by its owner or an account owner. */
export const mayTransferApp = (person: Person, app: { ownerId: string }): boolean =>
  may(person, app.ownerId === person.userId ? "apps.create" : "apps.takeOver");

export const maySeePeople = (person: Holder): boolean => may(person, "people.see");

export const mayInvite = (person: Holder): boolean => may(person, "people.edit");

export const mayConfirmSignIns = (person: Holder): boolean => may(person, "people.confirmSignIns");

/** Nobody grants what they don't hold themselves. */
export const mayGrantRole = (person: Pick<Person, "rights">, role: { rights: Rights }): boolean =>
  covers(person.rights, role.rights);

/** Nobody decides about a person whose role grants more than their own. */
export const mayManagePerson = (person: Holder, other: { rights: Rights }): boolean =>
  may(person, "people.edit") && covers(person.rights, other.rights);

export const maySeeRoles = (person: Holder): boolean => may(person, "roles.see");

/** Built-in roles are fixed; a custom role is changed by who holds all it grants. */
export const mayEditRole = (person: Holder, role: { kind: RoleKind; rights: Rights }): boolean =>
  may(person, "roles.edit") && role.kind === "custom" && covers(person.rights, role.rights);

/** Account and Activity. */
export const maySeeAccount = (person: Holder): boolean => may(person, "account.see");

export const mayEditAccount = (person: Holder): boolean => may(person, "account.edit");
