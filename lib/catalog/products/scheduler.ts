import type { Product } from "@/lib/catalog/vocabulary";

export const scheduler: Product = {
  name: "Scheduler",
  privilege: "Calendar",
  families: [
    {
      prefix: "scheduler",
      classic: "scheduler",
      groups: {
        Schedules: {
          list_schedule: ["~ booking schedules", "read:ua"],
          get_schedule: ["~ booking schedules", "read:ua"],
          insert_schedule: ["= Create booking schedules for %", "write:ua"],
          patch_schedule: ["~ booking schedules", "update:ua"],
          delete_schedule: ["~ booking schedules", "delete:ua"],
          share: ["= Share ~ booking schedules", "write:ua"],
          single_use_link: ["single-use links to ~ booking schedules", "write:ua"],
          routing: ["routing forms of ~ booking schedules", "read:ua"],
        },
        Availability: {
          availability: ["~ availability", "read,write,update,delete:ua", { write: "Set up ~ availability" }],
          list_availability: ["~ times of availability", "read:ua"],
        },
        "Booked events": {
          scheduled_event: ["~ booked events", "read,update,delete:ua", { delete: "Cancel" }],
          list_scheduled_events: ["~ booked events", "read:ua"],
          scheduled_event_attendee: ["attendees of ~ booked events", "read:ua"],
        },
        Users: {
          user: ["~ scheduler profile", "read:ua"],
          analytics: ["statistics of ~ bookings", "read:ua"],
        },
      },
    },
  ],
  events: {
    "scheduler:read:scheduled_event au": {
      "scheduler.scheduled_event_canceled": "A booked event has been cancelled",
      "scheduler.scheduled_event_created": "An event has been booked",
    },
  },
};
