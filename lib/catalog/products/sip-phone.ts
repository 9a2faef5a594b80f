import type { Product } from "@/lib/catalog/vocabulary";

export const sipPhone: Product = {
  name: "SIP Phone",
  privilege: "Phone",
  families: [
    {
      prefix: "sip_phone",
      classic: "sip_phone",
      groups: {
        "SIP phones": {
          sip_phone: ["SIP phones", "write,update,delete:am", { write: "Enable", delete: "Remove" }],
          list_sip_phones: ["SIP phones", "read:am"],
        },
      },
    },
  ],
  events: {},
};
