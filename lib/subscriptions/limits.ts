/** After this many days of only failures, an endpoint's subscription is disabled. */
export const failingDays = 5;
