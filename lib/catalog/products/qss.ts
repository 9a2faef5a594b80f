import type { Product } from "@/lib/catalog/vocabulary";

export const qss: Product = {
  name: "QSS",
  privilege: "Dashboard",
  families: [
    {
      prefix: "qss",
      classic: "dashboard",
      classicOf: {
        "dashboard dashboard_meetings@a": "meeting_participant_data",
        "dashboard dashboard_webinars@a": "webinar_participant_data",
      },
      groups: {
        "Quality of service": {
          meeting_participant_data: ["quality data of meeting participants", "read:am"],
          webinar_participant_data: ["quality data of webinar participants", "read:am"],
        },
      },
    },
  ],
  events: {
    "qss:read:meeting_participant_data am": {
      "meeting.participant_data": "Data on participants of a live meeting has been collected",
      "meeting.participant_data_summary": "The summary of data on participants of a meeting is ready",
    },
    "dashboard:read:meeting_participant_qos am": {
      "meeting.participant_qos": "The quality of service of participants of a live meeting has been measured",
      "meeting.participant_qos_summary": "The summary of the quality of service of a meeting is ready",
    },
    "phone:read:call_qos am": {
      "phone.call_qos": "The quality of service of a live call has been measured",
      "phone.call_qos_summary": "The summary of the quality of service of a call is ready",
    },
    "no scope": {
      "session.user_data": "Data on users of a live session has been collected",
      "session.user_data_summary": "The summary of data on users of a session is ready",
      "session.user_qos": "The quality of service of users of a live session has been measured",
      "session.user_qos_summary": "The summary of the quality of service of a session is ready",
    },
    "qss:read:webinar_participant_data am": {
      "webinar.participant_data": "Data on participants of a live webinar has been collected",
      "webinar.participant_data_summary": "The summary of data on participants of a webinar is ready",
    },
    "dashboard:read:webinar_participant_qos am": {
      "webinar.participant_qos": "The quality of service of participants of a live webinar has been measured",
      "webinar.participant_qos_summary": "The summary of the quality of service of a webinar is ready",
    },
  },
};
