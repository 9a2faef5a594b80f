import type { Product } from "@/lib/catalog/vocabulary";

export const conferenceRoomConnector: Product = {
  name: "Conference Room Connector (CRC)",
  privilege: "Rooms",
  families: [
    {
      prefix: "crc",
      classic: "crc_rooms",
      classicOf: {
        apiconnector: "apiconnector list_apiconnectors apiconnector_private_key",
        crc_account: "rooms_account_settings",
        crc: "participant_identifier_code",
      },
      groups: {
        "API connectors": {
          apiconnector: ["API connectors", "read,write,update,delete:am"],
          list_apiconnectors: ["API connectors", "read:am"],
          apiconnector_private_key: ["private keys of API connectors", "read,update:am", { update: "Renew" }],
        },
        Rooms: {
          room: ["conference room systems", "read,write,update,delete:am", { write: "Add", delete: "Remove" }],
          list_rooms: ["conference room systems", "read:am"],
          rooms_template: ["templates for conference room systems", "read,write,update,delete:am"],
          list_rooms_templates: ["templates for conference room systems", "read:am"],
          rooms_account_settings: ["settings for all conference room systems", "read,update:am"],
          participant_identifier_code: ["identifier codes of meeting participants", "read:am"],
        },
      },
    },
  ],
  events: {},
};
