import type { Product } from "@/lib/catalog/vocabulary";

export const pac: Product = {
  name: "PAC",
  privilege: "Meetings",
  families: [
    {
      prefix: "pac",
      classic: "pac",
      groups: {
        "Personal audio conferences": {
          list_pac_accounts: ["~ personal audio conference accounts", "read:uam"],
        },
      },
    },
  ],
  events: {},
};
