import { minutesAgo, onDay } from "@/lib/demo/when";

// The backends that use the demo account's apps: when each starts and stops obtaining tokens, what it does in an hour,
// and its denied requests.

export type Did = { tokens: number; calls?: number; introspections?: number };

type Refusal = { at: Date; path: string; reason: string };

export type Backend = {
  address: string;
  /** When it obtained its first and its last token. */
  since: Date;
  until: Date;
  /** What it does at this hour of the day, in the `i`th hour since its start; null: nothing. */
  does: (hour: number, i: number) => Did | null;
  /** Scope IDs, each with its share of the backend's calls and of introspections of its tokens. */
  uses: Record<string, number>;
  refusals?: Refusal[];
};

const token = "/oauth/token";
const check = "/oauth/check";

const isDay = (hour: number): boolean => hour > 5 && hour < 22;
const day = (i: number): number => Math.floor(i / 24);

/** A number from 0 to `most` that looks random but is the same at every start. */
const varied = (i: number, most: number): number => (Math.imul(i + 1, 2_654_435_761) >>> 16) % (most + 1);

/** Denied token requests: the first one and its retries, each so many minutes after `from`. */
const triesAgain = (from: Date, reason: string, minutes: number[], path = token): Refusal[] =>
  minutes.map((after) => ({ at: new Date(from.getTime() + after * 60_000), path, reason }));

const patiently = [1, 2, 4, 8, 16, 32, 57];
const hourly = (count: number, every = 1): number[] => Array.from({ length: count }, (_, i) => (i + 1) * every * 60);

const inService: Record<string, Backend> = {
  "HR directory sync": {
    address: "203.0.113.90",
    since: onDay(38, "09:31"),
    until: minutesAgo(4),
    does: (hour, i) =>
      hour === 2
        ? { tokens: 2, calls: 4, introspections: 38 + varied(i, 9) }
        : { tokens: 1 + Math.floor(varied(i, 7) / 6), calls: 1, introspections: varied(i, 4) },
    uses: {
      "user:read:list_users:admin": 0.46,
      "user:update:user:admin": 0.31,
      "user:update:status:admin": 0.12,
      "user:write:user:admin": 0.06,
      "group:read:list_groups:admin": 0.05,
    },
    refusals: [
      ...triesAgain(onDay(8, "10:05"), "wrong secret", patiently),
      ...triesAgain(onDay(2, "02:59"), "expired", [2, 3], check),
    ],
  },
  "Recording archive": {
    address: "203.0.113.41",
    since: onDay(35, "13:46"),
    until: minutesAgo(22),
    does: (hour, i) => {
      if (hour === 3) return { tokens: 3, introspections: 24 + varied(i, 13) };
      const tokens = isDay(hour) ? 1 + varied(i, 4) : varied(i, 2);
      return tokens > 0 ? { tokens, introspections: tokens * (2 + varied(i, 3)) } : null;
    },
    uses: {
      "cloud_recording:read:list_recording_files:admin": 0.58,
      "cloud_recording:read:list_account_recordings:admin": 0.27,
      "cloud_recording:delete:recording_file:admin": 0.15,
    },
    refusals: [
      ...triesAgain(onDay(5, "11:12"), "wrong secret", [0, 3]),
      ...triesAgain(minutesAgo(2_620), "expired", [0, 1, 6], check),
      ...triesAgain(minutesAgo(415), "expired", [0], check),
    ],
  },
  "Harbour screens": {
    address: "203.0.113.24",
    since: onDay(31, "09:12"),
    until: minutesAgo(9),
    does: (hour, i) => {
      const busy = isDay(hour) ? 3 : 1;
      return {
        tokens: busy + varied(i, 2),
        calls: busy * (1 + varied(i, 3)),
        introspections: busy * (4 + varied(i, 9)),
      };
    },
    uses: { "meeting:read:list_upcoming_meetings": 0.8, "user:read:user": 0.2 },
    refusals: [
      ...triesAgain(onDay(3, "16:20"), "wrong secret", patiently),
      ...triesAgain(minutesAgo(1_310), "expired", [0, 1_120], "/v2/users/me"),
    ],
  },
  "Crew webinar attendance": {
    address: "198.51.100.63",
    since: onDay(20, "11:17"),
    until: onDay(2, "07:05"),
    does: (hour, i) => (hour === 7 && day(i) % 3 === 2 ? { tokens: 1, introspections: 14 + varied(i, 23) } : null),
    uses: {
      "report:read:list_webinar_participants:admin": 0.7,
      "report:read:webinar:admin": 0.2,
      "webinar:read:list_webinars:admin": 0.1,
    },
    refusals: triesAgain(onDay(5, "07:05"), "expired", [63, 64], check),
  },
  "Phone bill split": {
    address: "203.0.113.102",
    since: onDay(30, "14:46"),
    until: onDay(9, "06:00"),
    does: (hour, i) => (hour === 6 && day(i) % 7 === 6 ? { tokens: 1, introspections: 96 + varied(i, 31) } : null),
    uses: { "report:read:telephone:admin": 0.9, "phone:read:list_users:admin": 0.1 },
    refusals: triesAgain(
      onDay(2, "06:00"),
      "The app's owner is deactivated. Reactivate the owner or transfer the app.",
      [0, ...patiently],
    ),
  },
};

const outOfService: Record<string, Backend> = {
  "Call queue wallboard": {
    address: "203.0.113.77",
    since: onDay(28, "08:56"),
    until: onDay(12, "16:58"),
    does: (hour, i) => (isDay(hour) ? { tokens: 1, introspections: 30 + varied(i, 13) } : null),
    uses: { "phone:read:list_call_queues:admin": 0.75, "phone:read:list_call_logs:admin": 0.25 },
    // The wallboard is still on its wall.
    refusals: triesAgain(onDay(12, "17:02"), "Activate the app on its Activation step.", hourly(90, 3)),
  },
  "Old intranet widget": {
    address: "203.0.113.12",
    since: onDay(37, "10:30"),
    until: onDay(19, "12:00"),
    does: (hour) => (isDay(hour) ? { tokens: 1, calls: 2 } : null),
    uses: {},
    refusals: triesAgain(onDay(18, "09:30"), "Activate the app on its Activation step.", hourly(6)),
  },
  "Summer campaign": {
    address: "198.51.100.63",
    since: onDay(29, "12:26"),
    until: onDay(11, "10:00"),
    does: (hour) => (hour === 10 ? { tokens: 1, introspections: 12 } : null),
    uses: { "webinar:read:webinar:admin": 0.6, "webinar:read:list_webinars:admin": 0.4 },
    refusals: triesAgain(onDay(5, "10:00"), "removed app", [0, 5, 15]),
  },
};

/** Backends by their app's name. An app obtains tokens if it has a backend. */
export const backends: Readonly<Record<string, Backend>> = { ...inService, ...outOfService };
