import type { Product } from "@/lib/catalog/vocabulary";

export const account: Product = {
  name: "Account",
  privilege: "Account",
  families: [
    {
      prefix: "account",
      classic: "account+",
      classicOf: {
        "account+ account!@delete": "sub_account",
        "account account+!": "list_sub_accounts managed_domains trusted_domains",
        "account@a": "settings",
        "account+@a account@read": "lock_settings",
        "account+!": "registration_settings",
      },
      groups: {
        "Sub-accounts": {
          sub_account: [
            "sub-accounts",
            "read:am write,delete:m",
            {
              read: "View {|sub-accounts of the account|any sub-account}.",
              write: "Create sub-accounts.",
              delete: "Disassociate sub-accounts.",
            },
          ],
          list_sub_accounts: ["all sub-accounts.", "read:m"],
          options: ["options of sub-accounts.", "update:m"],
          owner: [
            "the owner of the account",
            "update:am",
            { update: "Change the owner of {|the account|the account or a sub-account}." },
          ],
        },
        Settings: {
          settings: ["settings of @", "read,update:am"],
          account_setting: ["individual settings of @", "read:am"],
          lock_settings: ["locked settings of @", "read,update:am"],
          registration_settings: ["registration settings of sub-accounts.", "read,update:m"],
          virtual_background_files: ["virtual background files ^ @", "write,delete:am", { write: "Upload" }],
        },
        Domains: {
          managed_domains: ["managed domains of sub-accounts.", "read:m"],
          trusted_domains: ["trusted domains of sub-accounts.", "read:m"],
          vanity_url: ["the vanity URL of @", "read:am"],
        },
      },
    },
    {
      prefix: "data_request",
      classic: "data_request",
      classicOf: {
        "data_request+": "download history",
      },
      groups: {
        "Data requests": {
          request: ["requests for personal data", "write,delete:a", { write: "Submit", delete: "Cancel" }],
          download: ["files that answer requests for personal data", "read:a", { read: "Download" }],
          history: ["the history of requests for personal data", "read:a"],
        },
      },
    },
    {
      prefix: "division",
      classic: "division",
      classicOf: {
        "=division:wirte:admin division@read": "division",
        "=division:wirte:admin@write division@read": "member",
      },
      groups: {
        Divisions: {
          division: ["divisions", "read,write,update,delete:a"],
          list_divisions: ["divisions", "read:a"],
          member: ["members ^ divisions", "read,write:a", { write: "Add" }],
        },
      },
    },
    {
      prefix: "information_barrier",
      classic: "information_barriers",
      classicOf: {
        "information_barriers! =information_barriers:read:admin@a": "policy",
        "information_barriers!": "list_policies",
      },
      groups: {
        "Information barriers": {
          policy: ["information barrier policies", "read,write,update,delete:am"],
          list_policies: ["information barrier policies", "read:am"],
        },
      },
    },
  ],
  events: {
    "account:read:sub_account am": {
      "account.created": "A sub-account has been created",
      "account.disassociated": "A sub-account has been disassociated",
      "account.updated": "The profile of a sub-account has been changed",
    },
    "account:read:lock_settings am": {
      "account.lock_settings_updated": "Locked settings of an account have been changed",
    },
    "account:read:account_setting am": {
      "account.settings_updated": "Settings of an account have been changed",
    },
    "account:read:vanity_url am": {
      "account.vanity_url_approved": "A vanity URL has been approved",
      "account.vanity_url_rejected": "A vanity URL has been rejected",
    },
    "information_barrier:write:policy a": {
      "information_barriers.policy_created": "An information barrier policy has been created",
    },
    "information_barrier:delete:policy a": {
      "information_barriers.policy_deleted": "An information barrier policy has been deleted",
    },
    "information_barrier:update:policy a": {
      "information_barriers.policy_updated": "An information barrier policy has been changed",
    },
  },
};
