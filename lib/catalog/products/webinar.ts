import type { Product } from "@/lib/catalog/vocabulary";

export const webinar: Product = {
  name: "Webinar",
  privilege: "Meetings",
  families: [
    {
      prefix: "webinar",
      classic: "webinar",
      classicOf: {
        "webinar/sip_dialing": "sip_dialing",
        "webinar_token/local_recording": "local_recording_token",
        "webinar_token/local_archiving": "local_archiving_token",
        "webinar_token/live_streaming": "live_streaming_token",
      },
      groups: {
        Webinars: {
          webinar: ["~ webinars", "read,write,update,delete:uam", { write: "Schedule webinars for %" }],
          list_webinars: ["~ webinars", "read:uam"],
          status: ["= Start or end ~ webinars", "update:uam"],
          invite_links: ["= Create personal join links for ~ webinars", "write:uam"],
          token: ["join tokens of ~ webinars", "read:uam"],
          list_templates: ["~ webinar templates", "read:uam"],
          template: ["webinar templates from ~ webinars", "write:uam"],
          list_tracking_sources: ["tracking sources of ~ webinars", "read:uam"],
        },
        "Live webinars": {
          live_webinar_chat_message: ["chat messages in ~ live webinars", "delete:ua"],
          sip_dialing: ["SIP dialling addresses ^ ~ webinars", "write:ua"],
          local_recording_token: ["tokens for local recording of ~ webinars", "read:ua"],
          local_archiving_token: ["tokens for local archiving of webinars", "read:a"],
        },
        Livestreams: {
          livestream: ["livestream settings of ~ webinars", "read,update:uam"],
          livestream_status: ["= Start or stop livestreams of ~ webinars", "update:uam"],
          live_streaming_token: ["tokens for livestreaming ~ webinars", "read:ua"],
        },
        Panelists: {
          panelist: ["panelists ^ ~ webinars", "write,delete:uam", { write: "Add", delete: "Remove" }],
          list_panelists: ["panelists of ~ webinars", "read:uam"],
        },
        Registration: {
          registrant: [
            "registrants ^ ~ webinars",
            "read,write,delete:uam",
            { read: "View a registrant of ~ webinars", write: "Add" },
          ],
          list_registrants: ["registrants of ~ webinars", "read:uam"],
          registrant_status: ["= Approve or deny registrants of ~ webinars", "update:uam"],
          batch_registrants: ["= Add many registrants to ~ webinars at once", "write:uam"],
          registration_question: ["registration questions of ~ webinars", "update:uam"],
          list_registration_questions: ["registration questions of ~ webinars", "read:uam"],
        },
        Branding: {
          branding: ["the branding of ~ webinars", "read:uam"],
          branding_name_tag: ["name tags ^ ~ webinars", "write,update,delete:uam"],
          branding_virtual_background: [
            "branded virtual backgrounds ^ ~ webinars",
            "write,update,delete:uam",
            { write: "Upload" },
          ],
          branding_wallpaper: ["wallpapers ^ ~ webinars", "write,delete:uam", { write: "Upload" }],
        },
        "Polls and surveys": {
          poll: ["polls ^ ~ webinars", "read,write,update,delete:uam"],
          list_polls: ["polls of ~ webinars", "read:uam"],
          survey: ["surveys of ~ webinars", "read,update,delete:uam"],
        },
        "Past webinars": {
          list_past_instances: ["past occurrences of ~ webinars", "read:uam"],
          list_past_participants: ["participants of ~ past webinars", "read:ua"],
          list_absentees: ["absentees of ~ past webinars", "read:uam"],
          list_past_polls: ["poll results of ~ past webinars", "read:ua"],
          past_qa: ["questions and answers of ~ past webinars", "read:ua"],
        },
      },
    },
  ],
  events: {
    "webinar:read:webinar au": {
      "webinar.alert": "A webinar has raised an alert",
      "webinar.converted_to_meeting": "A webinar has been converted to a meeting",
      "webinar.created": "A webinar has been created",
      "webinar.deleted": "A webinar has been deleted",
      "webinar.ended": "A webinar has ended",
      "webinar.permanently_deleted": "A webinar has been deleted for good",
      "webinar.recovered": "A deleted webinar has been recovered",
      "webinar.sharing_ended": "A participant has stopped sharing in a webinar",
      "webinar.sharing_started": "A participant has started sharing in a webinar",
      "webinar.started": "A webinar has started",
      "webinar.updated": "A webinar has been changed",
    },
    "no scope": {
      "webinar.chat_message_file_downloaded": "A file from a webinar chat has been downloaded",
      "webinar.chat_message_file_sent": "A file has been sent in a webinar chat",
      "webinar.chat_message_sent": "A message has been sent in a webinar chat",
      "webinar.participant_bind": "A phone participant has been joined to their video in a webinar",
      "webinar.participant_feedback": "A participant has given feedback on a webinar",
      "webinar.participant_joined": "A participant has joined a webinar",
      "webinar.participant_left": "A participant has left a webinar",
      "webinar.participant_role_changed": "The role of a participant in a webinar has changed",
    },
    "webinar:read:registrant au": {
      "webinar.registration_approved": "A registration for a webinar has been approved",
      "webinar.registration_cancelled": "A registration for a webinar has been cancelled",
      "webinar.registration_created": "A participant has registered for a webinar",
      "webinar.registration_denied": "A registration for a webinar has been denied",
    },
  },
};
