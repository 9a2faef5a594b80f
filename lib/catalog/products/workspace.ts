import type { Product } from "@/lib/catalog/vocabulary";

export const workspace: Product = {
  name: "Workspace",
  privilege: "Rooms",
  families: [
    {
      prefix: "workspace",
      classic: "workspace",
      classicOf: {
        "workspace+": "workspace workspace_reservation_questionnaire_response",
        "workspace@read:u workspace@write:a": "location",
        "workspace@a": "setting events",
        "workspace+@ua": "reservation",
      },
      groups: {
        Workspaces: {
          workspace: ["{workspaces you may use|workspaces}", "read:ua write,update,delete:a"],
          list_workspaces: ["{workspaces you may use|workspaces}", "read:ua"],
          location: [
            "{workspace locations you may use|workspace locations}",
            "read,write:ua",
            { write: "Create {workspace locations you may use|workspace locations}" },
          ],
          setting: ["workspace settings", "update:am"],
          usage: ["usage of {workspaces you may use|workspaces}", "read:ua"],
          qr: ["QR codes of workspaces", "read:a"],
          events: ["= Check {yourself|any user} in or out of workspaces", "write:ua"],
        },
        Reservations: {
          reservation: [
            "~ reservations",
            "read:uam write,update,delete:ua",
            { write: "Reserve workspaces for %", delete: "Cancel" },
          ],
          list_reservations: ["~ reservations", "read:ua"],
          workspace_reservation_questionnaire_response: ["answers to questionnaires of ~ reservations", "read:ua"],
        },
        "Assets and assignments": {
          asset: ["workspace assets", "read,write,update,delete:a"],
          assignment: [
            "{desks assigned to yourself|desks assigned to users}",
            "read:ua write,delete:a",
            { write: "Assign desks to users", delete: "Unassign desks from users" },
          ],
        },
      },
    },
  ],
  events: {},
};
