const hour = 3_600_000;

/** How long previous client secrets may keep working after a new one is created. */
export const secretOverlaps = {
  now: { label: "At once", ms: 0 },
  hour: { label: "In 1 hour", ms: hour },
  day: { label: "In 24 hours", ms: 24 * hour },
  week: { label: "In 7 days", ms: 7 * 24 * hour },
  month: { label: "In 30 days", ms: 30 * 24 * hour },
} as const;

export type SecretOverlap = keyof typeof secretOverlaps;

const { month: _month, ...shorter } = secretOverlaps;

/** How long the previous secret token may keep signing after a new one is created. */
export const tokenOverlaps = shorter;

export type TokenOverlap = keyof typeof tokenOverlaps;
