import type { Product } from "@/lib/catalog/vocabulary";

export const marketplace: Product = {
  name: "Marketplace",
  privilege: "Integrations",
  families: [
    {
      prefix: "marketplace",
      classic: "marketplace_app",
      classicOf: {
        "-": "list_api_logs client_secret",
        marketplace_entitlement: "list_user_entitlements",
        marketplace_custom_fields: "custom_fields",
        "=app:notification:read =app:notification:write": "notifications",
      },
      groups: {
        Apps: {
          app: ["~ apps", "read:ua write:uam", { write: "Create apps for %" }],
          list_apps: ["apps", "read:a"],
          app_deeplink: ["= Create deep links to apps", "write:a"],
          app_pre_approve: ["= Approve apps in advance", "write:a"],
          list_api_logs: ["logs of API calls by apps", "read:a"],
          client_secret: ["client secrets of ~ apps", "update:u", { update: "Rotate" }],
          list_user_entitlements: ["~ app entitlements", "read:ua"],
          custom_fields: ["custom fields of ~ apps", "read:ua"],
          notifications: ["= Send app notifications to %", "write:u"],
        },
        "App requests": {
          app_request: [
            "requests for apps",
            "read,write,update:a",
            { write: "Request the approval of apps for users", update: "Decide requests for apps" },
          ],
          list_user_app_requests: ["~ requests for apps", "read:ua"],
        },
      },
    },
  ],
  events: {
    "marketplace:read:app_request a": {
      "app.authorization_request_created": "A user has asked for the approval of an app",
    },
    "no scope": {
      app_deauthorized: "A user has removed the app",
    },
  },
};
