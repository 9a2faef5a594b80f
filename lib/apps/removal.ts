/** How many days a removed app can be restored before it is purged. */
export const restorableDays = 30;

const dayMs = 86_400_000;

/** Days until a removed app is purged, rounded up; 0 once it can no longer be restored. */
export const daysUntilPurge = (removedAt: Date, now: Date): number =>
  Math.max(0, Math.ceil(restorableDays - (now.getTime() - removedAt.getTime()) / dayMs));
