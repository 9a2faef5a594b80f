import { config } from "@/lib/config";
import { counter } from "@/lib/tokens/counter";

/**
 * Counts one token a client is about to be issued (TOKEN_RATE_PER_CLIENT), across all servers of this database. The
 * first token opens a window of one minute; counting starts over after it.
 * @returns the seconds to wait, 0 if the token may be issued
 */
export const spendToken = counter(() => ({
  name: "tokens",
  attempts: config().tokenRatePerClient ?? Number.POSITIVE_INFINITY,
  perSeconds: 60,
}));
