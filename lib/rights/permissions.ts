import { type Access, appsPrivilege, type Rights, type RoleKind } from "@/lib/rights/privileges";

export type Permission = {
  /** What it lets a person do, as it follows "may" or "You can". */
  words: string;
  privilege: string;
  access: Access;
  /** Built-in roles it is kept to; without: whoever holds the privilege. */
  only?: readonly RoleKind[];
};

/**
 * Who may do what: the one table that the server, the screens, docs/roles.md and the access test read. What concerns a
 * single app or person on top of it is in lib/rights/rules.ts.
 */
export const permissions = {
  "apps.see": { words: "see all apps of the account", privilege: appsPrivilege, access: "view" },
  "apps.create": { words: "create apps and change one's own", privilege: appsPrivilege, access: "edit" },
  "apps.editAll": {
    words: "change, activate and remove other people's apps",
    privilege: appsPrivilege,
    access: "edit",
    only: ["owner", "admin"],
  },
  "apps.takeOver": {
    words: "take over any app at once, and start or cancel its transfer",
    privilege: appsPrivilege,
    access: "edit",
    only: ["owner"],
  },
  "people.see": { words: "see the people of the account", privilege: "Users", access: "view" },
  "people.edit": {
    words: "invite people, change their role, deactivate and remove them",
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
  "roles.edit": { words: "make, change and delete custom roles", privilege: "Roles", access: "edit" },
  "account.see": { words: "see the account and its activity", privilege: "Account", access: "view" },
  "account.edit": {
    words: "change the account and reveal its introspection key",
    privilege: "Account",
    access: "edit",
  },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof permissions;

/** A person as far as permissions go. */
export type Holder = { rights: Rights; roleKind: RoleKind };

/** Whether these rights hold at least `access` on `privilege`; Edit includes View. */
export const allows = (rights: Rights, privilege: string, access: Access): boolean =>
  rights[privilege] === "edit" || rights[privilege] === access;

/** Whether this person may do what the permission names. */
export function may(person: Holder, name: PermissionName): boolean {
  const permission: Permission = permissions[name];
  return (
    allows(person.rights, permission.privilege, permission.access) &&
    (permission.only === undefined || permission.only.includes(person.roleKind))
  );
}
