import { later, message, moment, participant, registrant, type Values } from "@/lib/events/sample-objects";

/** Fields an event adds to its object, by a part of its id; all matches apply. */
export const additions: readonly (readonly [RegExp, Values])[] = [
  [/participant|\.user_(joined|left)/, { participant }],
  [/_(joined|admitted|bind|jbh)/, { join_time: moment }],
  [/_left|\.(callee|caller)_ended/, { leave_time: later, leave_reason: "left the meeting" }],
  [/(meeting|webinar|recording)\.registration/, { registrant }],
  [/\.ended$|_ended$|_stopped$|_completed$/, { end_time: later }],
  [/\.(created|started)$|invitation_created$/, { created_at: moment }],
  [/answered|connected/, { answer_start_time: moment }],
  [
    /qos|_data/,
    {
      participants: [
        { ...participant, network: { latency: "18 ms", jitter: "2 ms", avg_loss: "0.1%", bitrate: "620 kbps" } },
      ],
    },
  ],
  [/sharing/, { sharing_details: { content: "desktop", source: "in_meeting", date_time: moment } }],
  [
    /chat_message_(sent|file)/,
    { chat_message: { ...message, sender_name: "Grace Example", recipient_type: "everyone" } },
  ],
  [
    /callout/,
    { callout: { call_type: "h323", device_ip: "203.0.113.9", phone_number: "+12025550103", date_time: moment } },
  ],
  [
    /summary/,
    {
      summary_title: "Weekly planning",
      summary_overview: "The winter timetable was agreed.",
      summary_start_time: moment,
    },
  ],
  [/streaming|stream_ingestion/, { live_streaming: { service: "Custom", stream_id: "st-204", date_time: moment } }],
  [/rtms_/, { rtms_stream_id: "rt-80d1", server_urls: "wss://rtms.example.com", stop_reason: 6 }],
  [/alert|risk/, { issues: ["Unstable audio quality"], alert_time: moment }],
  [/deleted|trashed|removed|permanently/, { deleted_time: later }],
  [/updated|renamed|changed/, { update_time: later }],
  [/transcript/, { transcript: { file_type: "VTT", download_url: "https://example.com/rec/transcript/abc" } }],
  [/transfer/, { transfer_to: { extension_number: 1003, name: "Front desk" } }],
];
