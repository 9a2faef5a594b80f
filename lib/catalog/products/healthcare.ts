import type { Product } from "@/lib/catalog/vocabulary";

export const healthcare: Product = {
  name: "Healthcare",
  privilege: "Integrations",
  families: [
    {
      prefix: "healthcare",
      classic: "clinical_note",
      classicOf: {
        "=clinical_note:update:admin@update:a clinical_note@read:a": "clinical_notes",
        "clinical_note@ua": "list_clinical_notes",
      },
      groups: {
        "Clinical notes": {
          clinical_notes: ["clinical notes", "read,update:am"],
          list_clinical_notes: ["~ clinical notes", "read:uam"],
        },
      },
    },
  ],
  events: {
    "healthcare:read:list_clinical_notes aum": {
      "clinical_notes.note_created": "A clinical note has been created",
    },
  },
};
