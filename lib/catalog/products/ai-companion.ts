import type { Product } from "@/lib/catalog/vocabulary";

export const aiCompanion: Product = {
  name: "AI Companion",
  privilege: "Account",
  families: [
    {
      prefix: "aic",
      classic: "aic_archive",
      groups: {
        Conversations: {
          conversation_archives: ["archives of conversations with the AI companion", "read:a"],
        },
      },
    },
  ],
  events: {},
};
