import type { Product } from "@/lib/catalog/vocabulary";

export const visitorManagement: Product = {
  name: "Visitor Management",
  privilege: "Rooms",
  families: [
    {
      prefix: "visitor_management",
      classic: "visitor_management",
      classicOf: {
        "visitor_management@delete:u visitor_management@update:u visitor_management@write:a": "invitation",
        "visitor_management@u": "invitation_details list_invitations check_in",
      },
      groups: {
        Invitations: {
          invitation: ["~ visitor invitations", "write,update,delete:ua", { write: "Invite visitors for %" }],
          invitation_details: ["~ visitor invitations", "read:ua"],
          list_invitations: ["~ visitor invitations", "read:ua"],
          visitor_invitation: ["= View visitor invitations as they are made or changed", "read:a"],
        },
        Visits: {
          check_in: ["= Check in ~ visitors", "write:ua"],
          visitor_checked_in: ["= View visitors' check-ins", "read:a"],
          visitor_checked_out: ["= View visitors' check-outs", "read:a"],
        },
      },
    },
  ],
  events: {},
};
