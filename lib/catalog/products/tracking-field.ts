import type { Product } from "@/lib/catalog/vocabulary";

export const trackingField: Product = {
  name: "TrackingField",
  privilege: "Meetings",
  families: [
    {
      prefix: "tracking_field",
      classic: "tracking_fields",
      groups: {
        "Tracking fields": {
          tracking_field: ["tracking fields", "read,write,update,delete:am"],
          list_tracking_fields: ["tracking fields", "read:am"],
        },
      },
    },
  ],
  events: {},
};
