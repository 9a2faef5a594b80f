import { describe, expect, it } from "vitest";
import { apps } from "@/lib/demo/apps";
import { type Backend, backends } from "@/lib/demo/backends";
import { hoursOf } from "@/lib/demo/usage";

const hourMs = 3_600_000;
const hourBefore = (at: Date) => new Date(Math.floor(at.getTime() / hourMs) * hourMs);
const all: [string, Backend][] = Object.entries(backends);

describe.each(all)("the backend of %s", (name, backend) => {
  it("belongs to a demo app that was created before its first token", () => {
    expect(apps.find((app) => app.name === name)?.created.getTime()).toBeLessThan(backend.since.getTime());
  });

  it("has a token in its first and last hour, and only denied requests after that", () => {
    const hours = hoursOf(backend);
    const withTokens = hours.filter(({ tokens }) => tokens > 0).map(({ hour }) => hour);
    expect([withTokens[0], withTokens.at(-1)]).toEqual([backend.since, backend.until].map(hourBefore));
    const refused = hours.reduce((sum, { refusals }) => sum + refusals, 0);
    expect(refused).toBe(backend.refusals?.length ?? 0);
    expect(hours.at(-1)?.hour.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("distributes all its uses over its scopes, with no scope left unused", () => {
    const shares = Object.values(backend.uses);
    expect(shares.every((share) => share > 0)).toBe(true);
    if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
  });
});
