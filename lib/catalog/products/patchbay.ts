import type { Product } from "@/lib/catalog/vocabulary";

/** What Patchbay itself offers to apps. */
export const patchbay: Product = {
  name: "Patchbay",
  privilege: "Integrations",
  families: [
    {
      prefix: "marketplace",
      classic: "-",
      groups: {
        Events: {
          event: ["events that Patchbay delivers to event subscriptions of @", "write:a", { write: "Report" }],
        },
      },
    },
  ],
  events: {},
};
