/** After so many days of nothing but failure an endpoint's subscription is disabled. */
export const failingDays = 5;
