import type { Product } from "@/lib/catalog/vocabulary";

export const autoDialer: Product = {
  name: "Auto Dialer",
  privilege: "Phone",
  families: [
    {
      prefix: "zoom_auto_dialer",
      classic: "dialer",
      groups: {
        "Call lists": {
          call_lists: ["call lists ^ the auto dialer", "read,write,update,delete:a"],
          prospects: [
            "prospects ^ call lists of the auto dialer",
            "read,write,update,delete:a",
            { write: "Add", delete: "Remove" },
          ],
        },
        History: {
          call_history: ["the call history of the auto dialer", "read:a"],
        },
      },
    },
  ],
  events: {},
};
