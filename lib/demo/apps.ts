import {
  type Act,
  activates,
  addsScopes,
  by,
  changes,
  deactivates,
  describes,
  losesScope,
  regenerates,
  removes,
  removesScopes,
  reveals,
  subscribes,
  turnsEventsOn,
  validates,
} from "@/lib/demo/acts";
import type { PersonKey } from "@/lib/demo/people";
import { minutesAgo, onDay } from "@/lib/demo/when";

type DemoApp = { name: string; owner: PersonKey; created: Date; acts: Act[] };

const inService: DemoApp[] = [
  {
    name: "HR directory sync",
    owner: "marcus",
    created: onDay(38, "09:12"),
    acts: [
      describes(onDay(38, "09:15"), "Syncs people and groups with the HR system: changes hourly, everything nightly."),
      addsScopes(onDay(38, "09:21"), "user:read:list_users:admin", "user:write:user:admin", "user:update:user:admin"),
      activates(onDay(38, "09:26")),
      reveals(onDay(38, "09:27")),
      addsScopes(onDay(24, "14:40"), "group:read:list_groups:admin", "user:update:status:admin"),
      regenerates(onDay(8, "10:05")),
    ],
  },
  {
    name: "Recording archive",
    owner: "marcus",
    created: onDay(35, "13:30"),
    acts: [
      describes(onDay(35, "13:34"), "Copies meeting recordings to our own storage and deletes them after 30 days."),
      addsScopes(
        onDay(35, "13:41"),
        "cloud_recording:read:list_account_recordings:admin",
        "cloud_recording:read:list_recording_files:admin",
        "cloud_recording:delete:recording_file:admin",
      ),
      turnsEventsOn(onDay(35, "13:42")),
      subscribes(onDay(35, "13:43"), "", "https://archive.alderney.example/recordings", "recording.completed"),
      validates(onDay(35, "13:43")),
      activates(onDay(35, "13:44")),
      reveals(onDay(35, "13:45")),
    ],
  },
  {
    name: "Harbour screens",
    owner: "yuki",
    created: onDay(32, "10:02"),
    acts: [
      describes(onDay(32, "10:08"), "Shows today's meetings on the screens in the terminal buildings."),
      addsScopes(onDay(32, "10:15"), "meeting:read:list_upcoming_meetings", "meeting:read:meeting", "user:read:user"),
      activates(onDay(31, "09:10")),
      reveals(onDay(31, "09:11")),
      by("marcus", regenerates(onDay(3, "16:20"))),
    ],
  },
  {
    name: "Meeting room lights",
    owner: "marcus",
    created: onDay(21, "14:20"),
    acts: [
      describes(onDay(21, "14:24"), "Turns the light outside a meeting room red while it is in use."),
      turnsEventsOn(onDay(21, "14:25")),
      subscribes(
        onDay(21, "14:31"),
        "Lights",
        "https://building.alderney.example/hooks/lights",
        "meeting.started",
        "meeting.ended",
        "user.presence_status_updated",
      ),
      validates(onDay(21, "14:32")),
      activates(onDay(21, "14:33")),
      losesScope(minutesAgo(75), "user:read:presence_status:admin"),
    ],
  },
  {
    name: "Crew webinar attendance",
    owner: "ingrid",
    created: onDay(20, "11:00"),
    acts: [
      describes(onDay(20, "11:04"), "Books attendance at safety webinars into the training records."),
      addsScopes(
        onDay(20, "11:12"),
        "webinar:read:list_webinars:admin",
        "report:read:webinar:admin",
        "report:read:list_webinar_participants:admin",
      ),
      activates(onDay(20, "11:15")),
      reveals(onDay(20, "11:16")),
    ],
  },
  {
    name: "Compliance export",
    owner: "ingrid",
    created: onDay(14, "15:48"),
    acts: [
      describes(onDay(14, "15:55"), "Yearly export for the maritime authority."),
      addsScopes(onDay(14, "16:01"), "report:read:operation_logs:master", "archiving:read:list_archived_files:master"),
      activates(onDay(14, "16:03")),
    ],
  },
  {
    name: "Phone bill split",
    owner: "tomas",
    created: onDay(30, "14:26"),
    acts: [
      describes(onDay(30, "14:31"), "Splits the phone bill by department."),
      addsScopes(onDay(30, "14:37"), "report:read:telephone:admin", "phone:read:list_users:admin"),
      activates(onDay(30, "14:40")),
      reveals(onDay(30, "14:41")),
    ],
  },
];

const outOfService: DemoApp[] = [
  {
    name: "Call queue wallboard",
    owner: "marcus",
    created: onDay(28, "08:40"),
    acts: [
      describes(onDay(28, "08:44"), "Waiting calls at the booking desk, on a screen on the wall."),
      addsScopes(onDay(28, "08:52"), "phone:read:list_call_queues:admin", "phone:read:list_call_logs:admin"),
      activates(onDay(28, "08:55")),
      deactivates(onDay(12, "17:02")),
    ],
  },
  {
    name: "Old intranet widget",
    owner: "marcus",
    created: onDay(37, "10:20"),
    acts: [
      addsScopes(onDay(37, "10:26"), "user:read:list_users:admin"),
      activates(onDay(37, "10:28")),
      deactivates(onDay(18, "09:30")),
      changes(onDay(18, "09:33"), { companyName: "", contactEmail: "" }),
      removesScopes(onDay(18, "09:34"), "user:read:list_users:admin"),
    ],
  },
  {
    name: "Summer campaign",
    owner: "ingrid",
    created: onDay(29, "12:15"),
    acts: [
      addsScopes(onDay(29, "12:22"), "webinar:read:list_webinars:admin", "webinar:read:webinar:admin"),
      activates(onDay(29, "12:25")),
      removes(onDay(6, "09:48")),
    ],
  },
  {
    name: "Test 2",
    owner: "yuki",
    created: onDay(13, "16:40"),
    acts: [by("marcus", removes(onDay(5, "11:12")))],
  },
];

const beingBuilt: DemoApp[] = [
  {
    name: "Briefing notices",
    owner: "marcus",
    created: onDay(4, "10:10"),
    acts: [
      describes(onDay(4, "10:14"), "Texts the crew when a briefing begins or its recording is ready."),
      turnsEventsOn(onDay(4, "10:20")),
      subscribes(
        onDay(4, "10:31"),
        "Meetings",
        "https://crew.alderney.example/hooks/meetings",
        "meeting.started",
        "meeting.ended",
        "meeting.participant_joined",
      ),
      subscribes(
        onDay(3, "09:05"),
        "Recordings",
        "https://crew.alderney.example/hooks/recordings",
        "recording.completed",
      ),
    ],
  },
  {
    name: "Lost property desk",
    owner: "yuki",
    created: onDay(2, "13:02"),
    acts: [
      describes(onDay(2, "13:06"), "Opens a chat with anyone who reports lost property."),
      addsScopes(onDay(1, "09:22"), "team_chat:write:user_message", "team_chat:read:list_user_channels"),
    ],
  },
  {
    name: "Winter timetable import",
    owner: "yuki",
    created: onDay(1, "14:18"),
    acts: [
      changes(onDay(1, "14:25"), {
        companyName: "",
        shortDescription: "Schedules the meetings of the winter timetable.",
      }),
    ],
  },
  { name: "Berth planner", owner: "ingrid", created: minutesAgo(47), acts: [] },
];

/** The demo account's apps, in every state an app can be in. */
export const apps: readonly DemoApp[] = [...inService, ...outOfService, ...beingBuilt];
