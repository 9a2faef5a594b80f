/** The fewest characters of a password. */
export const minPasswordLength = 8;

/** For how many days an invitation can be accepted. */
export const invitationDays = 7;

/** For how many hours a link for setting a new password works. */
export const resetHours = 24;

/** For how long a transfer waits for its new owner. */
export const transferDays = 30;
