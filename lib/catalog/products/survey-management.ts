import type { Product } from "@/lib/catalog/vocabulary";

export const surveyManagement: Product = {
  name: "Survey Management",
  privilege: "Contact Center",
  families: [
    {
      prefix: "survey_management",
      classic: "survey",
      classicOf: {
        "survey survey!": "survey list_surveys",
      },
      groups: {
        Surveys: {
          survey: ["surveys", "read:am"],
          list_surveys: ["surveys", "read:am"],
          list_survey_instances: ["instances of surveys", "read:am"],
          list_survey_answers: ["answers to surveys", "read:am"],
        },
      },
    },
  ],
  events: {},
};
