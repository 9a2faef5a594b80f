import { db } from "@/lib/database/db";
import { type Backend, backends, type Did } from "@/lib/demo/backends";

const hourMs = 3_600_000;
const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs);

/** Writes the backends' usage, replacing what the story's own steps counted. */
export async function addUsage(): Promise<void> {
  await db().usageHour.deleteMany();
  const apps = await db().app.findMany({ where: { name: { in: Object.keys(backends) } } });
  for (const { id, name } of apps) {
    const backend = backends[name];
    if (backend) await addUsageOf(id, backend);
  }
}

async function addUsageOf(appId: string, backend: Backend): Promise<void> {
  const { address, refusals = [], uses, until } = backend;
  const hours = hoursOf(backend);
  const scopesAsked = hours.reduce((sum, { calls, introspections }) => sum + calls + introspections, 0);
  await db().usageHour.createMany({ data: hours.map((hour) => ({ appId, ...hour })) });
  await db().scopeUse.createMany({
    data: Object.entries(uses).map(([scopeId, share]) => {
      return { appId, scopeId, lastUsedAt: until, uses: Math.ceil(scopesAsked * share) };
    }),
  });
  const inOrder = refusals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await db().appRefusal.createMany({ data: inOrder.map((one) => ({ appId, address, ...one })) });
}

/** A backend's hourly counts. The first and last hour of its service always include a token. */
export function hoursOf({ since, until, does, refusals = [] }: Backend) {
  const refused = refusals.map(({ at }) => hourOf(at));
  const [first, last] = [hourOf(since), hourOf(until)];
  const end = Math.max(last, ...refused);
  const hours = Array.from({ length: end - first + 1 }, (_, i) => {
    const hour = new Date((first + i) * hourMs);
    const did: Did | null = first + i > last ? null : does(hour.getHours(), i);
    const got = i === 0 || first + i === last ? 1 : 0;
    const tokens = did?.tokens ?? got;
    const { calls = 0, introspections = 0 } = did ?? {};
    return { hour, tokens, calls, introspections, refusals: refused.filter((one) => one === first + i).length };
  });
  return hours.filter(({ tokens, refusals: no }) => tokens + no > 0);
}
