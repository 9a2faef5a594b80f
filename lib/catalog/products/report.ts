import type { Product } from "@/lib/catalog/vocabulary";

export const report: Product = {
  name: "Report",
  privilege: "Reports",
  families: [
    {
      prefix: "report",
      classic: "report",
      classicOf: {
        "report@a": "webinar_survey",
        "imchat report_chat": "chat_session list_chat_sessions",
      },
      groups: {
        Usage: {
          list_users: ["active and inactive users", "read:am"],
          user: ["meetings that users have held", "read:am"],
          user_activities: ["sign-ins and sign-outs of users", "read:am"],
          operation_logs: ["logs of administration", "read:am"],
          telephone: ["telephone usage", "read:am"],
          remote_support: ["remote support sessions", "read:am"],
          upcoming_meetings_webinars: ["upcoming meetings and webinars", "read:am"],
        },
        Meetings: {
          meeting: ["reports on past meetings", "read:am"],
          list_history_meetings: ["past meetings and webinars", "read:am"],
          list_meeting_participants: ["participants of past meetings", "read:am"],
          list_meeting_polls: ["poll results of past meetings", "read:am"],
          meeting_qna: ["questions and answers of past meetings", "read:am"],
          meeting_survey: ["survey results of past meetings", "read:am"],
          meeting_activity_log: ["activity logs of meetings", "read:am"],
        },
        Webinars: {
          webinar: ["reports on past webinars", "read:am"],
          list_webinar_participants: ["participants of past webinars", "read:am"],
          list_webinar_polls: ["poll results of past webinars", "read:am"],
          webinar_qna: ["questions and answers of past webinars", "read:am"],
          webinar_survey: ["survey results of past webinars", "read:am"],
        },
        "Team chat": {
          chat_session: ["messages of chat sessions", "read:a"],
          list_chat_sessions: ["chat sessions", "read:a"],
        },
        Billing: {
          billing: ["billing reports", "read:am"],
          billing_invoice: ["invoices in billing reports", "read:am"],
        },
      },
    },
  ],
  events: {},
};
