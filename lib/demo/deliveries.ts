import { createHmac } from "node:crypto";
import type { DeliveryState } from "@/generated/prisma/enums";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { minutesAgo, onDay } from "@/lib/demo/when";
import { samplePayload } from "@/lib/events/samples";
import { version } from "@/package.json";

// What a delivery worker would have written: reported events, and every attempt to deliver them.

/** An attempt's result: a status with its milliseconds and body, or a failure's name and sentence. */
type Answer = { status: number; ms: number; body?: string } | { failure: string; message: string; ms: number };

type Story = {
  app: string;
  event: string;
  at: Date;
  state: DeliveryState;
  answers: Answer[];
  /** For pending deliveries: minutes until the next attempt. */
  againInMinutes?: number;
  isTest?: boolean;
};

const taken = (ms: number): Answer => ({ status: 204, ms });
const broken: Answer = { status: 500, ms: 212, body: '{"error":"storage is full"}' };
const slow: Answer = { failure: "timeout", message: "No answer within 3 seconds.", ms: 3000 };
const refused: Answer = { failure: "refused", message: "The endpoint refuses the connection.", ms: 4 };

const archive = { app: "Recording archive", event: "recording.completed" };
const lights = { app: "Meeting room lights", event: "meeting.started" };

/** A week of recordings, one every 83 minutes, with one bad afternoon. */
const week: Story[] = Array.from({ length: 120 }, (_, i) => {
  const at = minutesAgo(35 + i * 83);
  const isBad = i >= 30 && i < 33;
  return {
    ...archive,
    at,
    state: isBad ? "failed" : "delivered",
    answers: isBad ? [broken, broken, slow] : i % 17 === 5 ? [slow, taken(96)] : [taken(38 + ((i * 37) % 90))],
  };
});

const others: Story[] = [
  { ...archive, at: onDay(8, "10:02"), state: "delivered", answers: [taken(51)], isTest: true },
  { ...lights, at: minutesAgo(3), state: "pending", answers: [refused, refused], againInMinutes: 4 },
  { ...lights, at: minutesAgo(50), state: "pending", answers: [slow, slow, refused], againInMinutes: 25 },
  { ...lights, event: "user.presence_status_updated", at: minutesAgo(70), state: "held", answers: [] },
  { ...lights, at: minutesAgo(190), state: "delivered", answers: [taken(64)] },
  { ...lights, event: "meeting.ended", at: minutesAgo(140), state: "delivered", answers: [slow, taken(71)] },
  { ...lights, at: onDay(3, "08:55"), state: "failed", answers: [refused, refused, slow, refused] },
  { ...lights, event: "meeting.ended", at: onDay(5, "16:12"), state: "cancelled", answers: [refused] },
  { ...lights, at: onDay(6, "09:31"), state: "delivered", answers: [taken(58)], isTest: true },
];

/** Writes the deliveries of the demo account's apps. */
export async function addDeliveries(): Promise<void> {
  const apps = await db().app.findMany({
    where: { name: { in: [archive.app, lights.app] } },
    select: { id: true, name: true, accountId: true, subscriptions: { select: { id: true, url: true } } },
  });
  const told = [...week, ...others].map((story) => rowsOf(story, apps));
  await db().reportedEvent.createMany({ data: told.map(({ report }) => report) });
  await db().delivery.createMany({ data: told.map(({ delivery }) => delivery) });
  await db().deliveryAttempt.createMany({ data: told.flatMap(({ attempts }) => attempts) });
}

type App = { id: string; name: string; accountId: string; subscriptions: { id: string; url: string }[] };

function rowsOf({ app, event, at, state, answers, againInMinutes = 0, isTest = false }: Story, apps: App[]) {
  const { id: appId, accountId, subscriptions } = apps.find((one) => one.name === app) ?? { subscriptions: [] };
  const [subscription] = subscriptions;
  if (!appId || !accountId || !subscription) throw new Error(`${app} has no subscription`);
  const [id, reportId] = [randomId(), randomId()];
  const payload = { account_id: accountId, ...samplePayload(event) };
  const body = JSON.stringify({ event, payload, event_ts: at.getTime() });
  const attempts = answers.map((answer, i) => attempt(answer, { id, url: subscription.url, body, at, number: i + 1 }));
  const isOpen = state === "pending" || state === "held";
  return {
    report: { accountId, id: reportId, event, body, isTest, reportedAt: at },
    delivery: {
      ...{ id, accountId, reportId, appId, subscriptionId: subscription.id, event, isTest, state, createdAt: at },
      dueAt: new Date(Date.now() + againInMinutes * 60_000),
      ...lastOf(answers),
      endedAt: isOpen ? null : (attempts.at(-1)?.startedAt ?? at),
    },
    attempts,
  };
}

function lastOf(answers: Answer[]) {
  const last = answers.at(-1);
  const failure = last === undefined ? null : failureOf(last);
  return {
    fence: answers.length,
    attemptCount: answers.length,
    retry: answers.length,
    lastStatus: last && "status" in last ? last.status : null,
    lastFailure: failure,
    lastTookMs: last?.ms ?? null,
  };
}

function failureOf(answer: Answer): string | null {
  if ("failure" in answer) return answer.failure;
  return answer.status < 300 ? null : "status";
}

const retryAfterMs = [0, 5_000, 300_000, 1_800_000];

type Sent = { id: string; url: string; body: string; at: Date; number: number };

function attempt(answer: Answer, { id, url, body, at, number }: Sent) {
  const startedAt = new Date(at.getTime() + retryAfterMs.slice(0, number).reduce((sum, ms) => sum + ms, 0));
  const reached = "status" in answer;
  const seconds = String(Math.floor(startedAt.getTime() / 1000));
  return {
    deliveryId: id,
    number,
    startedAt,
    url,
    address: "203.0.113.80",
    requestHeaders: requestHeaders(id, seconds, body),
    status: reached ? answer.status : null,
    responseHeaders: reached
      ? { "content-type": "application/json", server: "nginx", date: startedAt.toUTCString() }
      : {},
    responseBody: reached ? (answer.body ?? "") : "",
    timings: { dns: 2, ...(reached ? { connect: 11, tls: 14, firstByte: answer.ms - 28 } : {}), total: answer.ms },
    failure: failureOf(answer),
    message: "failure" in answer ? answer.message : answer.status < 300 ? null : `The answer was ${answer.status}.`,
  };
}

/** Signed with a key that no one has. The signature of a past attempt would no longer be valid anyway. */
function requestHeaders(id: string, seconds: string, body: string): Record<string, string> {
  const sign = (text: string) => createHmac("sha256", "demonstration").update(text);
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": `Patchbay/${version}`,
    "accept-encoding": "identity",
    "x-zm-request-timestamp": seconds,
    "x-zm-signature": `v0=${sign(`v0:${seconds}:${body}`).digest("hex")}`,
    "x-zm-request-id": id,
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${sign(`${id}.${seconds}.${body}`).digest("base64")}`,
    authorization: "(not kept)",
  };
}
