/** For how many days a removed app can be restored; then it is purged. */
export const restorableDays = 30;

const dayMs = 86_400_000;

/** In how many days, counting the one that has begun, a removed app is purged; 0 once its time is over. */
export const daysUntilPurge = (removedAt: Date, now: Date): number =>
  Math.max(0, Math.ceil(restorableDays - (now.getTime() - removedAt.getTime()) / dayMs));
