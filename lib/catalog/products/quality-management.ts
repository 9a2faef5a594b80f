import type { Product } from "@/lib/catalog/vocabulary";

export const qualityManagement: Product = {
  name: "Quality Management",
  privilege: "Contact Center",
  families: [
    {
      prefix: "zoom_quality_management",
      classic: "qm_interactions",
      classicOf: {
        qm_evaluations: "evaluations",
      },
      groups: {
        "Quality management": {
          evaluations: ["evaluations of ~ interactions", "read:ua"],
          interactions: ["~ interactions with customers", "read,write:ua", { write: "Upload" }],
        },
      },
    },
  ],
  events: {
    "zoom_quality_management:read:evaluations au": {
      "quality_management.evaluation_completed": "An evaluation has been completed",
    },
    "zoom_quality_management:read:interactions au": {
      "quality_management.interaction_analysis_completed": "The analysis of an interaction has been completed",
    },
  },
};
