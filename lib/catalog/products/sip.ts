import type { Product } from "@/lib/catalog/vocabulary";

export const sip: Product = {
  name: "SIP",
  privilege: "Phone",
  families: [
    {
      prefix: "sip_connected_audio",
      classic: "sip_trunk",
      classicOf: {
        "sip_trunk@m": "settings trunks internal_numbers callout_countries",
      },
      groups: {
        "SIP connected audio": {
          settings: ["settings of SIP connected audio", "read,update:am"],
          trunks: ["SIP trunks", "read:am write,delete:m", { write: "Assign" }],
          numbers: ["call-in numbers ^ SIP trunks", "read,write,delete:m", { write: "Assign", delete: "Unassign" }],
          internal_numbers: [
            "internal call-in numbers",
            "read,write,update,delete:am",
            { write: "Add", delete: "Remove" },
          ],
          callout_countries: ["call-out countries", "read,write,delete:am", { write: "Add", delete: "Remove" }],
        },
      },
    },
  ],
  events: {},
};
