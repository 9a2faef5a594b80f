import type { Product } from "@/lib/catalog/vocabulary";

export const virtualAgent: Product = {
  name: "Virtual Agent",
  privilege: "Contact Center",
  families: [
    {
      prefix: "zva",
      classic: "zva_report",
      classicOf: {
        "-": "km_kb",
        "zva/km_kbs@u": "km_article list_km_articles",
      },
      groups: {
        Knowledge: {
          km_kb: ["knowledge bases", "read,update:a"],
          km_article: [
            "{articles of your own knowledge bases|articles of knowledge bases}",
            "read,write,update,delete:ua",
          ],
          list_km_articles: ["{articles of your own knowledge bases|articles of knowledge bases}", "read:ua"],
        },
        Reports: {
          list_engagements: ["engagements of virtual agents", "read:a"],
          list_queries: ["queries to virtual agents", "read:a"],
          list_surveys: ["survey results of virtual agents", "read:a"],
          list_transcripts: ["transcripts of virtual agents", "read:a"],
          list_variables: ["variables of virtual agents", "read:a"],
        },
      },
    },
  ],
  events: {},
};
