import * as z from "zod";
import { allows, type Holder, may, type Permission, type PermissionName, permissions } from "@/lib/rights/permissions";
import { builtInRoles, grantablePrivileges, needOf, type Rights, type RoleKind } from "@/lib/rights/privileges";
import { line, requiredLine } from "@/lib/text/inputs";

/** The form of a custom role. Rights: View or Edit per privilege; a missing one means None. */
export const roleInput = z.object({
  name: requiredLine(50, "Give the role a name."),
  description: line(150),
  rights: z
    .partialRecord(z.enum(grantablePrivileges), z.enum(["view", "edit"]))
    .transform((rights): Rights => ({ ...rights }) as Rights),
});

/** Whether `rights` include everything in `wanted`. */
export const covers = (rights: Rights, wanted: Rights): boolean =>
  Object.entries(wanted).every(([privilege, access]) => allows(rights, privilege, access));

/** What `wanted` includes and `rights` don't, as `Users: Edit`. */
export const missingRights = (rights: Rights, wanted: Rights): string[] =>
  Object.entries(wanted)
    .filter(([privilege, access]) => !allows(rights, privilege, access))
    .map(([privilege, access]) => needOf({ privilege, access }));

/** The permissions as shown to people: what each allows, and what it requires (`Users: Edit`). */
export const readablePermissions = (Object.keys(permissions) as PermissionName[]).map((name) => {
  const { words, only = [], ...need }: Permission = permissions[name];
  const roles = only.flatMap((kind) => (kind === "custom" ? [] : builtInRoles[kind].name));
  return { name, words, takes: [needOf(need), ...(roles.length > 0 ? [`the role ${roles.join(" or ")}`] : [])] };
});

type Person = Holder & { userId: string };

export const maySeeApps = (person: Holder): boolean => may(person, "apps.see");

export const mayCreateApps = (person: Holder): boolean => may(person, "apps.create");

/** Your own app requires S2S apps: Edit; another person's also requires the role Owner or Admin. */
export const mayEditApp = (person: Person, app: { ownerId: string }): boolean =>
  may(person, app.ownerId === person.userId ? "apps.create" : "apps.editAll");

/** An app's owner, or an account owner, can transfer it. */
export const mayTransferApp = (person: Person, app: { ownerId: string }): boolean =>
  may(person, app.ownerId === person.userId ? "apps.create" : "apps.takeOver");

export const maySeePeople = (person: Holder): boolean => may(person, "people.see");

export const mayInvite = (person: Holder): boolean => may(person, "people.edit");

export const mayConfirmSignIns = (person: Holder): boolean => may(person, "people.confirmSignIns");

/** You can't grant what you don't have. */
export const mayGrantRole = (person: Pick<Person, "rights">, role: { rights: Rights }): boolean =>
  covers(person.rights, role.rights);

/** You can't manage a person whose role grants more than yours. */
export const mayManagePerson = (person: Holder, other: { rights: Rights }): boolean =>
  may(person, "people.edit") && covers(person.rights, other.rights);

export const maySeeRoles = (person: Holder): boolean => may(person, "roles.see");

/** Built-in roles are fixed; to edit a custom role you need everything it grants. */
export const mayEditRole = (person: Holder, role: { kind: RoleKind; rights: Rights }): boolean =>
  may(person, "roles.edit") && role.kind === "custom" && covers(person.rights, role.rights);

/** Covers the Account and Activity screens. */
export const maySeeAccount = (person: Holder): boolean => may(person, "account.see");

export const mayEditAccount = (person: Holder): boolean => may(person, "account.edit");
