import type { Product } from "@/lib/catalog/vocabulary";

export const role: Product = {
  name: "Role",
  privilege: "Roles",
  families: [
    {
      prefix: "role",
      classic: "role+",
      classicOf: {
        "role+@am role!@delete:m role!@update:m role!@write:m": "role",
        "role@m role+!@am": "list_roles",
        "role@am role!@m": "member",
        "role+@am": "list_members",
      },
      groups: {
        Roles: {
          role: ["{roles you may manage|roles}", "read,write,update,delete:uam"],
          list_roles: ["{roles you may see|roles}", "read:uam"],
        },
        Members: {
          member: [
            "members of {your own roles|roles}",
            "write,delete:uam",
            { write: "Assign {your own roles|roles} to users", delete: "Unassign {your own roles|roles} from users" },
          ],
          list_members: ["members of {your own roles|roles}", "read:uam"],
        },
      },
    },
  ],
  events: {},
};
