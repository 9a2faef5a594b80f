export const invitationDays = 7;

/** How many hours a link for setting a new password works. */
export const resetHours = 24;

/** How many days the new owner has to accept a transfer. */
export const transferDays = 30;

/** A change that deactivates at least this many apps, or stops them working, is confirmed by typing their number. */
export const manyApps = 10;
