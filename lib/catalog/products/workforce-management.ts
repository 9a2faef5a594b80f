import type { Product } from "@/lib/catalog/vocabulary";

export const workforceManagement: Product = {
  name: "Workforce Management",
  privilege: "Contact Center",
  families: [
    {
      prefix: "workforce_management",
      classic: "workforce_management",
      classicOf: {
        "-": "list_schedule_agents list_adherence_agents",
      },
      groups: {
        Workforce: {
          organizational_groups: ["organisational groups", "read,write,update,delete:a"],
          list_schedule_agents: ["schedules of agents", "read:a"],
          list_adherence_agents: ["how agents adhere to their schedules", "read:a"],
        },
        Queues: {
          forecasts: ["forecasts", "read:a"],
          queue_metrics: ["metrics ^ queues", "read,write:a", { write: "Upload" }],
        },
      },
    },
  ],
  events: {},
};
