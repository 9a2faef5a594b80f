import type { Product } from "@/lib/catalog/vocabulary";

export const group: Product = {
  name: "Group",
  privilege: "Groups",
  families: [
    {
      prefix: "group",
      classic: "group+",
      classicOf: {
        "group+ group!@delete": "group",
        "group group!": "virtual_background_files",
      },
      groups: {
        Groups: {
          group: ["groups", "read,write,update,delete:am"],
          list_groups: ["groups", "read:am"],
        },
        Members: {
          member: [
            "members ^ groups",
            "read,write,update,delete:am",
            {
              read: "View the membership of users in groups",
              write: "Add",
              update: "Change the membership of users in groups",
              delete: "Remove",
            },
          ],
          list_members: ["members of groups", "read:am"],
          administrator: ["administrators ^ groups", "read,delete:am write:a", { write: "Add", delete: "Remove" }],
          list_channels: ["chat channels of groups", "read:am"],
        },
        Settings: {
          settings: ["settings of groups", "read,update:am"],
          lock_settings: ["locked settings of groups", "read,update:am"],
          registration_settings: ["registration settings of groups", "read,update:am"],
          virtual_background_files: ["virtual background files ^ groups", "write,delete:am", { write: "Upload" }],
        },
      },
    },
  ],
  events: {},
};
