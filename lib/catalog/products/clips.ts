import type { Product } from "@/lib/catalog/vocabulary";

export const clips: Product = {
  name: "Clips",
  privilege: "Recordings",
  families: [
    {
      prefix: "clips",
      classic: "clips",
      classicOf: {
        "clips!": "list_user_clips",
      },
      groups: {
        Clips: {
          clip: ["~ clips", "read,delete:ua"],
          download_clip: ["= Download ~ clips", "read:ua"],
          list_user_clips: ["~ clips", "read:uam"],
          transfer_owner: ["= Transfer the ownership of clips to another user", "write:a"],
          transfer_task_status: ["the progress of transfers of clips", "read:a"],
        },
        "Collaborators and comments": {
          collaborators: ["collaborators ^ ~ clips", "delete:ua", { delete: "Remove" }],
          list_collaborator: ["collaborators of ~ clips", "read:ua"],
          comment: ["comments on ~ clips", "delete:ua"],
          list_comments: ["comments on ~ clips", "read:ua"],
        },
      },
    },
  ],
  events: {},
};
