import type { Groups } from "@/lib/catalog/vocabulary";

export const administration: Groups = {
  Account: {
    settings: ["phone settings of @", "read,update:am"],
    list_account_settings: ["phone settings of @", "read:am"],
    policy: ["phone policies of @", "read,update:am"],
    group_setting: ["phone settings of groups", "read:am"],
    group_policy: ["phone policies of groups", "read,update:am"],
    operation_logs: ["logs of phone administration", "read:am"],
    billing_account: ["a billing account for the phone service", "read:am"],
    list_billing_accounts: ["billing accounts for the phone service", "read:am"],
    list_calling_plans: ["calling plans", "read:am"],
    setting_template: ["phone setting templates", "read,write,update:am"],
    list_setting_templates: ["phone setting templates", "read:am"],
    alert_setting: ["alert settings ^ the phone service", "read,write,patch,delete:am"],
    list_alert_settings: ["alert settings of the phone service", "read:am"],
  },
  Users: {
    user: ["~ phone profile", "read,update:uam"],
    list_users: ["phone users", "read:am"],
    batch_users: ["many phone users at once", "write,update:am", { write: "Add" }],
    user_setting: ["~ phone settings", "read,update:uam"],
    user_policy: ["phone policies of users", "read,update:am"],
    shared_setting: [
      "settings of ~ phone that are shared with others",
      "write,update,delete:uam",
      {
        write: "Share access to ~ phone settings",
        update: "Change shared access to ~ phone settings",
        delete: "Withdraw shared access to ~ phone settings",
      },
    ],
    calling_plan: ["~ calling plans", "write,update:uam", { write: "Assign calling plans to %" }],
    users_calling_plan: ["~ calling plans", "delete:uam", { delete: "Remove" }],
    role: ["phone roles", "read,write,update,delete:am"],
    list_roles: ["phone roles", "read:am"],
    role_member: ["members and targets ^ phone roles", "read,write,delete:am", { write: "Add", delete: "Remove" }],
  },
  Sites: {
    site: ["phone sites", "read,write,update,delete:am"],
    list_sites: ["phone sites", "read:am"],
    site_setting: ["settings ^ phone sites", "read,write,update,delete:am", { write: "Add" }],
    site_number: ["main numbers of phone sites", "update:am"],
    site_customized_number: [
      "customised outbound caller IDs ^ phone sites",
      "write,delete:am",
      { write: "Add", delete: "Remove" },
    ],
    list_site_customized_number: ["customised outbound caller IDs of phone sites", "read:am"],
    site_outbound_calling_rule: ["outbound calling rules ^ phone sites", "read,write,update,delete:am"],
  },
  Rooms: {
    room: ["rooms with phone service", "read,write,update,delete:am", { write: "Add", delete: "Remove" }],
    list_rooms: ["rooms with phone service", "read:am"],
    room_calling_plan: ["calling plans ^ rooms", "write,delete:am", { write: "Assign", delete: "Unassign" }],
    room_phone_number: ["phone numbers ^ rooms", "write,delete:am", { write: "Assign", delete: "Unassign" }],
  },
  "Directories and contacts": {
    directory: [
      "the phone directory",
      "read,write,delete:am",
      { write: "Add entries to the phone directory", delete: "Remove entries from the phone directory" },
    ],
    private_directory_member: [
      "members ^ private directories",
      "write,update,delete:am",
      { write: "Add", delete: "Remove" },
    ],
    list_private_directory_members: ["members of private directories", "read:am"],
    external_contact: ["external contacts", "read,write,update,delete:am", { write: "Add", delete: "Remove" }],
    list_external_contacts: ["external contacts", "read:am"],
  },
};
