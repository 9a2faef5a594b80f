import type { Product } from "@/lib/catalog/vocabulary";

export const rtms: Product = {
  name: "RTMS",
  privilege: "Meetings",
  families: [
    {
      prefix: "rtms",
      classic: "-",
      classicOf: {
        "rtms@u": "rtms_started rtms_stopped rtms_interrupted rtms_concurrency_near_limit rtms_concurrency_limited",
      },
      groups: {
        "Media streams": {
          rtms_started: ["when media streams of ~ meetings start", "read:ua"],
          rtms_stopped: ["when media streams of ~ meetings stop", "read:ua"],
          rtms_interrupted: ["when media streams of ~ meetings are interrupted", "read:ua"],
          rtms_concurrency_near_limit: ["when ~ media streams come near their limit", "read:ua"],
          rtms_concurrency_limited: ["when ~ media streams reach their limit", "read:ua"],
        },
      },
    },
  ],
  events: {
    "rtms:read:rtms_interrupted au": {
      "meeting.rtms_interrupted": "The media stream of a meeting has been interrupted",
      "webinar.rtms_interrupted": "The media stream of a webinar has been interrupted",
    },
    "rtms:read:rtms_started au": {
      "meeting.rtms_started": "The media stream of a meeting has started",
      "webinar.rtms_started": "The media stream of a webinar has started",
    },
    "rtms:read:rtms_stopped au": {
      "meeting.rtms_stopped": "The media stream of a meeting has stopped",
      "webinar.rtms_stopped": "The media stream of a webinar has stopped",
    },
    "rtms:read:rtms_concurrency_limited au": {
      "rtms.concurrency_limited": "The limit of concurrent media streams has been reached",
    },
    "rtms:read:rtms_concurrency_near_limit au": {
      "rtms.concurrency_near_limit": "The limit of concurrent media streams is near",
    },
    "no scope": {
      "session.rtms_interrupted": "The media stream of a session has been interrupted",
      "session.rtms_started": "The media stream of a session has started",
      "session.rtms_stopped": "The media stream of a session has stopped",
    },
  },
};
