import type { Product } from "@/lib/catalog/vocabulary";

export const calendar: Product = {
  name: "Calendar",
  privilege: "Calendar",
  families: [
    {
      prefix: "calendar",
      classic: "calendar",
      groups: {
        Calendars: {
          calendar: ["~ calendars", "read,write,update,delete:ua", { write: "Create calendars for %" }],
          calendar_list: [
            "entries of ~ calendar list",
            "read:ua write,update,delete:u",
            { write: "Add calendars to ~ calendar list", delete: "Remove calendars from ~ calendar list" },
          ],
          list_calendar_lists: ["~ calendar list", "read:u"],
          color: ["colours of ~ calendars", "read:ua"],
        },
        Events: {
          event: ["events of ~ calendars", "read,write,update,delete:ua", { write: "Create events in ~ calendars" }],
          list_events: ["events of ~ calendars", "read:ua"],
          instance_event: ["single occurrences of recurring events of ~ calendars", "read:ua"],
          import_event: ["= Import events into ~ calendars", "write:ua"],
          move_event: ["= Move events between ~ calendars", "write:ua"],
          quick_add_event: ["= Add events to ~ calendars from a line of text", "write:ua"],
        },
        "Access control": {
          acl: ["access rules ^ ~ calendars", "read,write,update,delete:ua"],
          list_acl: ["access rules of ~ calendars", "read:ua"],
        },
        Settings: {
          setting: ["~ calendar settings", "read,update:ua"],
          list_settings: ["~ calendar settings", "read:u"],
        },
      },
    },
  ],
  events: {
    "calendar:read:acl au": {
      "calendar.acl_create": "An access rule of a calendar has been created",
      "calendar.acl_delete": "An access rule of a calendar has been deleted",
      "calendar.acl_update": "An access rule of a calendar has been changed",
    },
    "calendar:read:calendar_list au": {
      "calendar.calendarlist_create": "A calendar has been added to a calendar list",
      "calendar.calendarlist_delete": "A calendar has been removed from a calendar list",
      "calendar.calendarlist_update": "An entry of a calendar list has been changed",
    },
    "calendar:read:event au": {
      "calendar.event_create": "A calendar event has been created",
      "calendar.event_delete": "A calendar event has been deleted",
      "calendar.event_update": "A calendar event has been changed",
    },
    "calendar:read:setting au": {
      "calendar.setting_create": "A calendar setting has been created",
      "calendar.setting_update": "A calendar setting has been changed",
    },
  },
};
