import type { Product } from "@/lib/catalog/vocabulary";

export const h323Devices: Product = {
  name: "Devices (H323)",
  privilege: "Rooms",
  families: [
    {
      prefix: "h323_device",
      classic: "h323",
      groups: {
        "H.323 and SIP devices": {
          device: ["H.323 and SIP devices", "write,update,delete:a", { write: "Add", delete: "Remove" }],
          list_devices: ["H.323 and SIP devices", "read:a"],
        },
      },
    },
  ],
  events: {},
};
