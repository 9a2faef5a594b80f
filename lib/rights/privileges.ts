/** The privilege for managing server-to-server OAuth apps. */
export const appsPrivilege = "S2S apps";

/** The privilege for master-level scopes; only the Owner role has it. */
export const masterPrivilege = "Master";

/** The privileges for the API's products. `Users` and `Roles` also govern People and Roles in Patchbay. */
export const apiPrivileges = [
  "Account",
  "Billing",
  "Calendar",
  "Contact Center",
  "Dashboard",
  "Groups",
  "Integrations",
  "Mail",
  "Meetings",
  "Phone",
  "Recordings",
  "Reports",
  "Roles",
  "Rooms",
  "Team Chat",
  "Users",
  "Whiteboard",
] as const;

export type Privilege = typeof appsPrivilege | typeof masterPrivilege | (typeof apiPrivileges)[number];

/** Every privilege a custom role may grant. */
export const grantablePrivileges: readonly Privilege[] = [appsPrivilege, ...apiPrivileges];

export type Access = "view" | "edit";

/** What a role grants: the highest access per privilege; a missing one means None. Plain data that browser code can use. */
export type Rights = Readonly<Record<string, Access>>;

export type RoleKind = "owner" | "admin" | "developer" | "member" | "custom";
export type BuiltInKind = Exclude<RoleKind, "custom">;

const editOf = (privileges: readonly Privilege[]): Rights =>
  Object.fromEntries(privileges.map((name) => [name, "edit"]));

/** The four fixed roles, highest first, with what each grants. */
export const builtInRoles: Record<BuiltInKind, { name: string; rights: Rights }> = {
  owner: { name: "Owner", rights: editOf([...grantablePrivileges, masterPrivilege]) },
  admin: { name: "Admin", rights: editOf(grantablePrivileges) },
  developer: { name: "Developer", rights: editOf([appsPrivilege]) },
  member: { name: "Member", rights: {} },
};

/** Rights as stored in the database: View is one row, Edit is two (View and Edit). */
export const grantsOf = (rights: Rights): { privilege: string; access: Access }[] =>
  Object.entries(rights).flatMap(([privilege, access]) =>
    (access === "edit" ? (["view", "edit"] as const) : (["view"] as const)).map((one) => ({ privilege, access: one })),
  );

/** `Users: Edit`, or just `Master`, which has no View or Edit. */
export const needOf = ({ privilege, access }: { privilege: string; access: Access }): string =>
  privilege === masterPrivilege ? masterPrivilege : `${privilege}: ${access === "edit" ? "Edit" : "View"}`;
