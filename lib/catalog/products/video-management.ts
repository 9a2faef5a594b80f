import type { Product } from "@/lib/catalog/vocabulary";

export const videoManagement: Product = {
  name: "Video Management",
  privilege: "Recordings",
  families: [
    {
      prefix: "video_mgmt",
      classic: "video_mgmt_channels",
      classicOf: {
        video_mgmt_playlists: "playlist list_playlists playlist_videos list_playlist_videos",
        video_mgmt_videos: "list_videos",
        video_mgmt_file: "file",
      },
      groups: {
        Channels: {
          channel: ["~ video channels", "read,write,update,delete:ua", { write: "Create video channels for %" }],
          list_channels: ["~ video channels", "read:ua"],
          channel_videos: ["videos ^ ~ video channels", "write,delete:ua", { write: "Add", delete: "Remove" }],
          list_channel_videos: ["videos of ~ video channels", "read:ua"],
          channel_playlists: ["playlists ^ ~ video channels", "write,delete:ua", { write: "Add", delete: "Remove" }],
          list_channel_playlists: ["playlists of ~ video channels", "read:ua"],
          permissions: [
            "permissions on ~ video channels",
            "write,update,delete:ua",
            { write: "Grant", delete: "Withdraw" },
          ],
          list_permissions: ["permissions on ~ video channels", "read:ua"],
        },
        Playlists: {
          playlist: ["~ video playlists", "write,update,delete:ua", { write: "Create video playlists for %" }],
          list_playlists: ["~ video playlists", "read:ua"],
          playlist_videos: ["videos ^ ~ video playlists", "write,delete:ua", { write: "Add", delete: "Remove" }],
          list_playlist_videos: ["videos of ~ video playlists", "read:ua"],
        },
        Videos: {
          list_videos: ["~ videos", "read:ua"],
          file: ["video files for %", "write:ua", { write: "Upload" }],
        },
      },
    },
  ],
  events: {
    "video_mgmt:read:channel au": {
      "video_management.channel_published": "A video channel has been published",
      "video_management.channel_unpublished": "A video channel has been unpublished",
    },
    "video_mgmt:read:list_videos au": {
      "video_management.channel_video_added": "A video has been added to a video channel",
      "video_management.channel_video_removed": "A video has been removed from a video channel",
    },
  },
};
