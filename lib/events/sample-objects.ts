// The objects of events, as a receiver sees them. All made up: example.com addresses, and phone numbers and IP
// addresses reserved for documentation.

export type Values = Readonly<Record<string, unknown>>;

export const [moment, later] = ["2026-11-22T09:00:00Z", "2026-11-22T09:45:00Z"];

export const ada = { id: "z8yCxTTTTSiw02QgCAp8uQ", email: "ada@example.com" };
export const grace = { id: "kFFvsJc-Q1OSxaJQLvaa_A", email: "grace@example.com" };

export const meeting = {
  id: "85746065432",
  uuid: "4444AAAiAAAAAiAiAiiAii==",
  host_id: ada.id,
  topic: "Weekly planning",
  type: 2,
  start_time: moment,
  duration: 45,
  timezone: "Europe/Berlin",
};

export const session = {
  id: "JZiFOknTQ4yH/tJgaUTlkg==",
  session_id: "JZiFOknTQ4yH/tJgaUTlkg==",
  session_name: "Support session",
  session_key: "ABC36jaBI145",
  start_time: moment,
};

export const recordingFile = {
  id: "ed6c2f27-2ae7-42f4-b3d0-835b493e4fa8",
  meeting_id: meeting.uuid,
  recording_start: moment,
  recording_end: later,
  recording_type: "shared_screen_with_speaker_view",
  file_type: "MP4",
  file_size: 246560,
  download_url: "https://example.com/rec/download/Qg75t7xZBtEbAkjdlgbf",
  status: "completed",
};

export const call = {
  call_id: "6998252251230720014",
  caller: {
    user_id: ada.id,
    name: "Ada Example",
    extension_number: 1001,
    extension_type: "user",
    phone_number: "+12025550100",
    device_type: "desktop",
  },
  callee: {
    user_id: grace.id,
    name: "Grace Example",
    extension_number: 1002,
    extension_type: "user",
    phone_number: "+12025550101",
  },
  ringing_start_time: moment,
};

export const callLog = {
  id: "c71b360f6e774e3aa101453117b7e1a7",
  call_id: call.call_id,
  direction: "inbound",
  caller_name: "Ada Example",
  caller_number: "+12025550100",
  callee_name: "Grace Example",
  callee_number: "+12025550101",
  duration: 84,
  result: "Call connected",
  date_time: moment,
};

export const channel = { id: "6dfgdfgdg444447b0egga9b49bf0", name: "Harbour team", type: 3 };

export const message = {
  message_id: "A4B6C8D0-1234-5678-9ABC-DEF012345678",
  message: "The ferry is on time.",
  timestamp: 1795338000000,
};

export const user = {
  id: ada.id,
  first_name: "Ada",
  last_name: "Example",
  display_name: "Ada Example",
  email: ada.email,
  type: 2,
  language: "en-US",
};

export const room = {
  id: "qMOLddnySIGGVycz8aX_JQ",
  room_name: "Lighthouse",
  type: "ZoomRoom",
  email: "room@example.com",
};

export const group = { id: "jc5QGQyYTy6rpjWTfLcPgQ", name: "Engineering", total_members: 12 };

export const registrant = {
  id: "U0BBBBBBBBBBfrUz1Q",
  first_name: "Grace",
  last_name: "Example",
  email: grace.email,
  join_url: "https://example.com/w/85746065432?tk=example",
};

export const participant = {
  id: grace.id,
  user_id: "16778240",
  user_name: "Grace Example",
  email: grace.email,
  participant_uuid: "55555AAAiAAAAAiAiAiiAii",
};

export const settings = {
  schedule_meeting: { host_video: false, join_before_host: true },
  in_meeting: { e2e_encryption: true, chat: true },
};

/** Who caused the event, for events that say so. */
export const operator = { operator: ada.email, operator_id: ada.id };
