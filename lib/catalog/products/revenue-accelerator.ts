import type { Product } from "@/lib/catalog/vocabulary";

export const revenueAccelerator: Product = {
  name: "Revenue Accelerator",
  privilege: "Contact Center",
  families: [
    {
      prefix: "zra",
      classic: "iq_conversation+",
      classicOf: {
        iq_coaching: "conversation_scorecards",
        "account+@a iq_account@a": "indicator",
        iq_comment: "conversation_comment",
        "iq_comment+": "list_conversation_comments",
        iq_playlist: "list_conversation_playlists",
        "iq_deal+": "deal list_deals list_deal_activities",
        iq_deal: "deal_activity",
        iq_team: "team team_list team_members team_managers team_manages unassigned_team_users",
      },
      groups: {
        Conversations: {
          conversation: ["~ conversations", "write:ua", { write: "Upload" }],
          conversations: ["~ conversations", "read,delete:ua"],
          list_conversations: ["~ conversations", "read:ua"],
          conversation_analysis: ["analyses of ~ conversations", "read:ua"],
          conversation_participants: ["participants of ~ conversations", "read:ua"],
          conversation_scorecards: ["scorecards of ~ conversations", "read:ua"],
          conversation_host: ["the host of ~ conversations", "update:ua"],
          file: ["recordings for ~ conversations", "write:ua", { write: "Upload" }],
          indicator: ["indicators in ~ conversations", "read:ua"],
        },
        "Comments and playlists": {
          conversation_comment: ["comments on ~ conversations", "write,update,delete:ua", { write: "Write" }],
          list_conversation_comments: ["comments on ~ conversations", "read:ua"],
          list_conversation_playlists: ["playlists of ~ conversations", "read:ua"],
        },
        Deals: {
          deal: ["~ deals", "read:ua"],
          list_deals: ["~ deals", "read:ua"],
          deal_activity: ["activities of ~ deals", "delete:ua"],
          list_deal_activities: ["activities of ~ deals", "read:ua"],
        },
        Teams: {
          team: ["revenue teams", "read,write,update,delete:a"],
          team_list: ["all revenue teams", "read:a"],
          team_members: ["members ^ revenue teams", "read,write,delete:a", { write: "Add", delete: "Remove" }],
          team_managers: ["managers ^ revenue teams", "read,delete:a", { delete: "Remove" }],
          team_manages: ["managers ^ revenue teams", "write:a", { write: "Add" }],
          unassigned_team_users: ["users without a revenue team", "read:a"],
        },
      },
    },
  ],
  events: {
    "zra:read:conversations au": {
      "revenue_accelerator.conversation_analysis_completed": "The analysis of a conversation is ready",
    },
    "zra:read:list_conversation_playlists au": {
      "revenue_accelerator.playlist_add_moment": "A moment has been added to a conversation playlist",
      "revenue_accelerator.playlist_create": "A conversation playlist has been created",
      "revenue_accelerator.playlist_delete": "A conversation playlist has been deleted",
      "revenue_accelerator.playlist_remove_moment": "A moment has been removed from a conversation playlist",
    },
    "zra:read:list_conversation_comments au": {
      "revenue_accelerator.post_comment_completed": "A comment on a conversation has been posted",
    },
  },
};
