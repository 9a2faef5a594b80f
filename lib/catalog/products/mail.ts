import type { Product } from "@/lib/catalog/vocabulary";

export const mail: Product = {
  name: "Mail",
  privilege: "Mail",
  families: [
    {
      prefix: "email",
      classic: "mail",
      groups: {
        Mailboxes: {
          profile: ["~ mailbox profile", "read:ua"],
          history: ["the history of changes in ~ mailbox", "read:ua"],
        },
        Messages: {
          msg: [
            "messages in ~ mailbox",
            "read,write,delete:ua",
            { write: "Insert messages into ~ mailbox", delete: "Delete messages from ~ mailbox for good" },
          ],
          list_msgs: ["messages in ~ mailbox", "read:ua"],
          modify_msg: ["= Change the labels of a message in ~ mailbox", "write:ua"],
          batch_modify_msgs: ["= Change the labels of many messages in ~ mailbox at once", "write:ua"],
          batch_delete_msgs: ["= Delete many messages from ~ mailbox at once", "write:ua"],
          send_msg: ["= Send messages from ~ mailbox", "write:ua"],
          trash_msg: ["= Move messages in ~ mailbox to the trash", "write:ua"],
          untrash_msg: ["= Take messages in ~ mailbox out of the trash", "write:ua"],
          attachment: ["attachments of messages in ~ mailbox", "read:ua"],
        },
        Threads: {
          thread: [
            "threads in ~ mailbox",
            "read,write,delete:ua",
            { write: "Change the labels of threads in ~ mailbox", delete: "Delete threads from ~ mailbox for good" },
          ],
          list_threads: ["threads in ~ mailbox", "read:ua"],
          trash_thread: ["= Move threads in ~ mailbox to the trash", "write:ua"],
          untrash_thread: ["= Take threads in ~ mailbox out of the trash", "write:ua"],
        },
        Drafts: {
          draft: ["drafts in ~ mailbox", "read,write,update,delete:ua"],
          list_drafts: ["drafts in ~ mailbox", "read:ua"],
          send_draft: ["= Send drafts from ~ mailbox", "write:ua"],
        },
        Labels: {
          label: ["labels ^ ~ mailbox", "read,write,update,delete:ua"],
          list_labels: ["labels of ~ mailbox", "read:ua"],
        },
        Settings: {
          setting_delegate: ["delegates ^ ~ mailbox", "read,write,delete:ua", { write: "Add", delete: "Remove" }],
          list_setting_delegates: ["delegates of ~ mailbox", "read:ua"],
          setting_filter: ["filters ^ ~ mailbox", "read,write,delete:ua"],
          list_setting_filters: ["filters of ~ mailbox", "read:ua"],
          setting_vacation: ["the vacation responder of ~ mailbox", "read,update:ua"],
        },
      },
    },
  ],
  events: {
    "email:read:msg au": {
      "mail.history_event": "A mailbox has changed",
    },
  },
};
