import { db } from "@/lib/db";
import { minutesAgo, onDay } from "@/prisma/demo/when";

// What the backend of one of the apps was counted with since it began: busy by day, quiet by night, and refused for an
// hour after its secret was regenerated, until somebody told it the new one.

const app = { name: "Harbour screens", inServiceHours: 31 * 24 };
const hourMs = 3_600_000;

const uses = [
  { scopeId: "user:read:user", lastUsedAt: minutesAgo(9), uses: 5_120 },
  { scopeId: "meeting:read:list_upcoming_meetings", lastUsedAt: minutesAgo(2), uses: 20_344 },
];

const regenerated = onDay(3, "16:20").getTime();

const refusals = [
  ...[1, 2, 4, 8, 16, 32, 57].map((minutes) => ({
    at: new Date(regenerated + minutes * 60_000),
    path: "/oauth/token",
    reason: "wrong secret",
  })),
  ...[1_310, 190].map((minutes) => ({ at: minutesAgo(minutes), path: "/v2/users/me", reason: "expired" })),
];

/** Writes what a backend did, in the place of what the steps of the story were counted with. */
export async function addUsage(): Promise<void> {
  const { id: appId } = await db().app.findFirstOrThrow({ where: { name: app.name }, select: { id: true } });
  await db().usageHour.deleteMany();
  await db().usageHour.createMany({
    data: Array.from({ length: app.inServiceHours }, (_, ago) => ({ appId, ...hourOf(ago) })),
  });
  await db().appRefusal.createMany({ data: refusals.map((one) => ({ appId, ...one, address: "203.0.113.24" })) });
  await db().scopeUse.createMany({ data: uses.map((one) => ({ appId, ...one })) });
}

function hourOf(ago: number) {
  const hour = new Date((Math.floor(Date.now() / hourMs) - ago) * hourMs);
  const busy = hour.getHours() > 5 && hour.getHours() < 22 ? 3 : 1;
  return {
    hour,
    tokens: busy + ((ago * 7) % 3),
    calls: busy * (1 + ((ago * 5) % 3)),
    introspections: busy * (4 + ((ago * 3) % 9)),
    refusals: refusals.filter(({ at }) => Math.floor((at.getTime() - hour.getTime()) / hourMs) === 0).length,
  };
}
