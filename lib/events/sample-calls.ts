import { ada, call, callLog, grace, moment, type Values } from "@/lib/events/sample-objects";

/** The `object` of phone events. */
export const calls: readonly (readonly [RegExp, Values])[] = [
  [/^phone\..*voicemail/, { id: "bed2a9b4d0ba4a7d8e0cd0b6e3e3bb4e", ...call, date_time: moment, duration: 21 }],
  [
    /^phone\.recording/,
    { id: "2b3d7e5f0c0a4d4f8d5f1d7ac0f3b6c8", recordings: [{ ...callLog, recording_type: "Automatic" }] },
  ],
  [
    /^phone\.sms/,
    {
      sender: { id: ada.id, phone_number: "+12025550100", display_name: "Ada Example" },
      to_members: [{ id: grace.id, phone_number: "+12025550101", display_name: "Grace Example" }],
      message_id: "IQ-cRH5P5EiTWCwpNzScnECJw",
      message: "Your table is ready.",
      message_type: 1,
      date_time: moment,
    },
  ],
  [/^phone\..*(call_log|call_history|call_element)/, { user_id: ada.id, call_logs: [callLog] }],
  [
    /^(phone|number_management)\.peering/,
    { phone_numbers: [{ number: "+12025550100", status: "success", date_time: moment }] },
  ],
  [
    /^phone\..*(device|provision)/,
    { device_id: "b3f2b0c8", device_name: "Desk phone", mac_address: "00-00-5E-00-53-01", date_time: moment },
  ],
  [
    /^phone\..*settings/,
    { id: ada.id, extension_number: 1001, settings: [{ setting_name: "voicemail", modify_time: moment }] },
  ],
  [/^phone\.emergency/, { ...call, emergency_number: "933", location: "Pier 4, first floor", router: "203.0.113.7" }],
  [/^phone\./, call],
];
