import type { Product } from "@/lib/catalog/vocabulary";

export const devices: Product = {
  name: "Devices",
  privilege: "Rooms",
  families: [
    {
      prefix: "device",
      classic: "device",
      classicOf: {
        "device@a": "zpa_device list_zpa_versions zpa_os_app user_setting group list_groups",
      },
      groups: {
        "Phone appliances": {
          zpa_device: ["phone appliances", "write,delete:am", { write: "Add", delete: "Remove" }],
          list_zpa_versions: ["software versions of phone appliances", "read:am"],
          zpa_os_app: ["= Upgrade the system and app of phone appliances", "write:am"],
          user_setting: ["settings of users of phone appliances", "read:am"],
        },
        "Managed devices": {
          zdm_device_assignment: ["the assignment of managed devices", "update:a"],
          group: ["groups of devices", "write:am", { write: "Add devices to groups" }],
          list_groups: ["groups of devices", "read:am"],
        },
      },
    },
  ],
  events: {},
};
