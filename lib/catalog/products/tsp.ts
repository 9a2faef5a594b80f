import type { Product } from "@/lib/catalog/vocabulary";

export const tsp: Product = {
  name: "TSP",
  privilege: "Meetings",
  families: [
    {
      prefix: "tsp",
      classic: "tsp",
      groups: {
        "Telephony service providers": {
          tsp: ["the telephony service provider of @", "read,update:am"],
          tsp_account: ["~ telephony provider accounts", "read,write,update,delete:uam", { write: "Add" }],
          list_tsp_accounts: ["~ telephony provider accounts", "read:uam"],
          tsp_settings: ["~ telephony provider settings", "update:uam"],
        },
      },
    },
  ],
  events: {},
};
