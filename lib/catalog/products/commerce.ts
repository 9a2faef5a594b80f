import type { Product } from "@/lib/catalog/vocabulary";

export const commerce: Product = {
  name: "Commerce",
  privilege: "Billing",
  families: [
    {
      prefix: "zoom_commerce",
      classic: "zoom_commerce",
      groups: {
        Accounts: {
          account: ["end customer accounts", "read,update:a"],
          sub_account: ["sub-accounts for end customers", "write:a"],
          file: ["files ^ orders", "read,write:a", { write: "Upload" }],
        },
        Selling: {
          product_catalog: ["the product catalog for resellers", "read:a"],
          deal_registration: ["deal registrations", "read,write:a", { write: "Submit" }],
          quote: ["quotes", "read,write:a"],
          order: ["orders", "read,write:a", { write: "Place" }],
          subscription: ["subscriptions of end customers", "read:a"],
          billing_documents: ["billing documents", "read:a"],
        },
      },
    },
  ],
  events: {},
};
