import type { Product } from "@/lib/catalog/vocabulary";

export const contacts: Product = {
  name: "Contacts",
  privilege: "Users",
  families: [
    {
      prefix: "contact",
      classic: "contact",
      groups: {
        Contacts: {
          list_contacts: ["~ contacts", "read:ua"],
        },
      },
    },
  ],
  events: {},
};
