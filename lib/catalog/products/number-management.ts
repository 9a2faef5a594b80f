import type { Product } from "@/lib/catalog/vocabulary";

export const numberManagement: Product = {
  name: "Number Management",
  privilege: "Phone",
  families: [
    {
      prefix: "number_management",
      classic: "number_management_numbers!",
      groups: {
        Numbers: {
          numbers: ["phone numbers", "read,write,update,delete:am", { write: "Add" }],
          list_numbers: ["phone numbers", "read:am"],
          numbers_plan: ["number plans", "read:am"],
          byoc_numbers: ["numbers brought from other carriers", "write:am", { write: "Add" }],
          ported_number: ["ported numbers", "read:am"],
          list_ported_numbers: ["ported numbers", "read:am"],
        },
        Peering: {
          peering_number: ["peering numbers", "write,update,delete:am", { write: "Add", delete: "Remove" }],
          list_peering_numbers: ["peering numbers", "read:am"],
          list_carrier_peering_numbers: ["peering numbers of carriers", "read:am"],
          peering_numbers_cnam: ["caller ID names of peering numbers", "read:a"],
          peering_numbers_emergency_address: ["emergency addresses of peering numbers", "read:a"],
          list_sip_groups: ["SIP groups", "read:am"],
          list_sip_trunks: ["SIP trunks", "read:am"],
        },
        "Text messages": {
          sms_campaign: ["SMS campaigns", "read:am"],
          list_sms_campaigns: ["SMS campaigns", "read:am"],
          sms_consent: ["consent to SMS campaigns", "read,write,update,delete:am", { write: "Record" }],
        },
      },
    },
  ],
  events: {
    "number_management:read:peering_numbers_cnam a": {
      "number_management.peering_number_cnam_updated": "The caller ID name of a peering number has been changed",
    },
    "number_management:read:peering_numbers_emergency_address a": {
      "number_management.peering_number_emergency_address_updated":
        "The emergency address of a peering number has been changed",
    },
  },
};
