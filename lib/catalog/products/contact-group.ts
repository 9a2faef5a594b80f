import type { Product } from "@/lib/catalog/vocabulary";

export const contactGroup: Product = {
  name: "Contact Group",
  privilege: "Groups",
  families: [
    {
      prefix: "contact_group",
      classic: "imgroup+",
      groups: {
        "Contact groups": {
          group: ["contact groups", "read,write,update,delete:am"],
          list_groups: ["contact groups", "read:am"],
          member: ["members ^ contact groups", "write,delete:am", { write: "Add", delete: "Remove" }],
          list_members: ["members of contact groups", "read:am"],
        },
      },
    },
  ],
  events: {},
};
