import { config } from "@/lib/config";
import { counter } from "@/lib/tokens/counter";

/**
 * Counts one token that a client is about to get, for all servers of this database: the first one opens a minute, after
 * which counting begins anew (TOKEN_RATE_PER_CLIENT).
 * @returns the seconds to wait, 0 while the client may have the token
 */
export const spendToken = counter(() => ({
  name: "tokens",
  attempts: config().tokenRatePerClient ?? Number.POSITIVE_INFINITY,
  perSeconds: 60,
}));
