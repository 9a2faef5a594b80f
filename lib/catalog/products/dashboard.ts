import type { Product } from "@/lib/catalog/vocabulary";

export const dashboard: Product = {
  name: "Dashboard",
  privilege: "Dashboard",
  families: [
    {
      prefix: "dashboard",
      classic: "dashboard",
      classicOf: {
        "dashboard dashboard_meetings@a":
          "meeting list_meeting_participants meeting_participant_qos list_meeting_participants_qos",
        "dashboard@a dashboard_meetings@a": "list_meetings",
        "dashboard dashboard_meetings!": "meeting_sharing post_meeting_feedback",
        "dashboard dashboard! dashboard_home@a":
          "meeting_quality_score meeting_survey meeting_feedback list_meetings_feedback client_versions",
        "dashboard dashboard_webinars@a":
          "webinar list_webinars list_webinar_participants webinar_participant_qos " + "list_webinar_participants_qos",
        "dashboard dashboard_webinars!": "webinar_sharing post_webinar_feedback",
        "dashboard dashboard_zr!": "zoomroom",
        "dashboard dashboard! dashboard_zr! dashboard_home@a": "list_zoomrooms issues_zoomroom",
        "dashboard dashboard_im!": "chat",
        "dashboard dashboard_crc!": "crc_port_usage",
      },
      groups: {
        Meetings: {
          meeting: ["live and past meetings", "read:am"],
          list_meetings: ["live and past meetings", "read:am"],
          list_meeting_participants: ["participants of live and past meetings", "read:am"],
          meeting_participant_qos: ["the quality of service of a meeting participant", "read:am"],
          list_meeting_participants_qos: ["the quality of service of all meeting participants", "read:am"],
          meeting_sharing: ["what was shared in meetings", "read:am"],
          meeting_quality_score: ["quality scores of meetings", "read:am"],
          meeting_survey: ["survey results of meetings", "read:am"],
        },
        Webinars: {
          webinar: ["live and past webinars", "read:am"],
          list_webinars: ["live and past webinars", "read:am"],
          list_webinar_participants: ["participants of live and past webinars", "read:am"],
          webinar_participant_qos: ["the quality of service of a webinar participant", "read:am"],
          list_webinar_participants_qos: ["the quality of service of all webinar participants", "read:am"],
          webinar_sharing: ["what was shared in webinars", "read:am"],
        },
        Feedback: {
          meeting_feedback: ["feedback from participants of a meeting", "read:am"],
          list_meetings_feedback: ["feedback from participants of meetings", "read:am"],
          post_meeting_feedback: ["feedback given after meetings", "read:am"],
          post_webinar_feedback: ["feedback given after webinars", "read:am"],
        },
        Rooms: {
          zoomroom: ["the state of a room", "read:am"],
          list_zoomrooms: ["rooms and their state", "read:am"],
          issues_zoomroom: ["rooms with issues", "read:am"],
        },
        Usage: {
          chat: ["statistics of team chat", "read:am"],
          client_versions: ["client versions in use", "read:am"],
          crc_port_usage: ["port usage of conference room connectors", "read:am"],
        },
      },
    },
  ],
  events: {},
};
