import type { Product } from "@/lib/catalog/vocabulary";

export const user: Product = {
  name: "User",
  privilege: "Users",
  families: [
    {
      prefix: "user",
      classic: "user+",
      classicOf: {
        "user+ =user_profile@read:u user_info@read:u": "user",
        "user+ user!": "email",
        "user user!": "password profile_picture virtual_background_files scheduler",
        "user user+! =user_profile@u": "list_permissions list_schedulers",
        "user user!@delete": "assistant",
        "user+ =user_profile@u": "list_assistants",
        "user+ =user_profile@read:u": "token",
        "user_zak@u": "zak",
      },
      groups: {
        Users: {
          user: [
            "~ profile",
            "read,update,delete:uam write:am",
            { write: "Create users", delete: "Delete or disassociate {yourself as a user|users}" },
          ],
          list_users: ["users", "read:am"],
          summary: ["a summary of users", "read:am"],
          status: ["= Activate or deactivate {your own user|users}", "update:uam"],
          email: [
            "~ email address",
            "read:ua update:uam",
            { read: "Check whether {your own|any} email address is registered" },
          ],
          password: ["~ password", "update:uam"],
          profile_picture: ["~ profile picture", "write:uam", { write: "Upload" }],
          list_permissions: ["{your own permissions|permissions of users}", "read:uam"],
          personal_note: ["~ personal note", "read:uam"],
          presence_status: ["~ presence status", "read:uam update:ua"],
          feature: ["features ^ users", "write:am", { write: "Assign" }],
        },
        Settings: {
          settings: ["~ settings", "read,update:uam"],
          virtual_background_files: ["~ virtual background files", "write,delete:uam", { write: "Upload" }],
        },
        "Assistants and schedulers": {
          assistant: ["~ assistants", "write,delete:uam", { write: "Add", delete: "Remove" }],
          list_assistants: ["~ assistants", "read:uam"],
          scheduler: ["~ schedulers", "delete:uam", { delete: "Remove" }],
          list_schedulers: ["{the people you schedule for|the people any user schedules for}", "read:uam"],
        },
        "Tokens and rooms": {
          token: [
            "~ access tokens",
            "read,delete:uam",
            { read: "View ~ sign-in tokens", delete: "Revoke ~ sign-in tokens" },
          ],
          zak: ["{the token that starts meetings as yourself|tokens that start meetings as any user}", "read:ua"],
          pm_room: ["~ personal meeting rooms", "read:ua"],
          collaboration_device: ["one of ~ collaboration devices", "read:ua"],
          list_collaboration_devices: ["~ collaboration devices", "read:ua"],
        },
      },
    },
  ],
  events: {
    "group:read:administrator am": {
      "group.admin_added": "An administrator has been added to a group",
      "group.admin_deleted": "An administrator has been removed from a group",
    },
    "group:read:group am": {
      "group.created": "A group has been created",
      "group.deleted": "A group has been deleted",
      "group.updated": "A group has been changed",
    },
    "group:read:lock_settings am": {
      "group.lock_settings_updated": "Locked settings of a group have been changed",
    },
    "group:read:member am": {
      "group.member_added": "A member has been added to a group",
      "group.member_deleted": "A member has been removed from a group",
    },
    "group:read:settings am": {
      "group.settings_updated": "Settings of a group have been changed",
    },
    "user:read:user am": {
      "user.activated": "A user has been activated",
      "user.created": "A user has been created",
      "user.deactivated": "A user has been deactivated",
      "user.disassociated": "A user has been disassociated from the account",
      "user.invitation_accepted": "A user has accepted an invitation to the account",
    },
    "user:read:user aum": {
      "user.deleted": "A user has been deleted",
      "user.signed_in": "A user has signed in",
      "user.signed_out": "A user has signed out",
      "user.updated": "The profile of a user has been changed",
    },
    "user:read:personal_note aum": {
      "user.personal_notes_updated": "A user has changed their personal note",
    },
    "user:read:presence_status aum": {
      "user.presence_status_updated": "The presence status of a user has changed",
    },
    "user:read:settings aum": {
      "user.settings_updated": "Settings of a user have been changed",
    },
  },
};
