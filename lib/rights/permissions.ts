import { type Access, appsPrivilege, type Rights, type RoleKind } from "@/lib/rights/privileges";

export type Permission = {
  /** What it lets a person do, as the words after "You can". */
  words: string;
  privilege: string;
  access: Access;
  /** Restricts it to these built-in roles; if missing, the privilege is enough. */
  only?: readonly RoleKind[];
};

/**
 * Who may do what: the one table behind the server, the screens, docs/roles.md and the access test. Rules about a single
 * app or person are in lib/rights/rules.ts.
 */
export const permissions = {
  "apps.see": { words: "see all apps in the account", privilege: appsPrivilege, access: "view" },
  "apps.create": { words: "create apps and edit your own", privilege: appsPrivilege, access: "edit" },
  "apps.editAll": {
    words: "edit, activate and remove other people's apps",
    privilege: appsPrivilege,
    access: "edit",
    only: ["owner", "admin"],
  },
  "apps.takeOver": {
    words: "take over any app immediately, and start or cancel its transfer",
    privilege: appsPrivilege,
    access: "edit",
    only: ["owner"],
  },
  "people.see": { words: "see people in the account", privilege: "Users", access: "view" },
  "people.edit": {
    words: "invite people, change their roles, deactivate and remove them",
    privilege: "Users",
    access: "edit",
  },
  "people.confirmSignIns": {
    words: "confirm new sign-ins through the identity provider",
    privilege: "Users",
    access: "edit",
    only: ["owner"],
  },
  "roles.see": { words: "see roles and what they grant", privilege: "Roles", access: "view" },
  "roles.edit": { words: "create, edit and delete custom roles", privilege: "Roles", access: "edit" },
  "account.see": { words: "see the account and its activity", privilege: "Account", access: "view" },
  "account.edit": {
    words: "edit the account and reveal its introspection key",
    privilege: "Account",
    access: "edit",
  },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof permissions;

/** What permissions depend on in a person. */
export type Holder = { rights: Rights; roleKind: RoleKind };

/** Whether these rights grant at least `access` on `privilege`; Edit includes View. */
export const allows = (rights: Rights, privilege: string, access: Access): boolean =>
  rights[privilege] === "edit" || rights[privilege] === access;

/** Whether this person has the permission. */
export function may(person: Holder, name: PermissionName): boolean {
  const permission: Permission = permissions[name];
  return (
    allows(person.rights, permission.privilege, permission.access) &&
    (permission.only === undefined || permission.only.includes(person.roleKind))
  );
}
