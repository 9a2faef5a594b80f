import type { Product } from "@/lib/catalog/vocabulary";

export const cobrowseSdk: Product = {
  name: "Cobrowse SDK",
  privilege: "Integrations",
  families: [],
  events: {
    "no scope": {
      "cobrowse.session_ended": "A co-browsing session has ended",
      "cobrowse.session_started": "A co-browsing session has started",
      "cobrowse.session_user_joined": "A user has joined a co-browsing session",
      "cobrowse.session_user_left": "A user has left a co-browsing session",
    },
  },
};
