import { unseal } from "@/lib/crypto";
import type { SigningTokens } from "@/lib/outgoing/signature";

/** An app's secret tokens as stored in its row. */
export type SealedTokens = {
  /** The app's ID. */
  id: string;
  secretTokenSealed: string;
  previousTokenSealed: string | null;
  previousTokenEndsAt: Date | null;
  previousTokenSigns: boolean;
};

/** The place that an app's current and previous secret tokens are sealed for (see `seal`). */
export const secretTokenPlace = (appId: string): string => `App.secretToken:${appId}`;

/** The tokens that sign at `now` (the database's clock); the previous one counts until it expires. */
export function signingTokens(row: SealedTokens, now: Date): SigningTokens {
  const current = unseal(row.secretTokenSealed, secretTokenPlace(row.id));
  const overlaps = row.previousTokenEndsAt !== null && row.previousTokenEndsAt > now;
  if (!row.previousTokenSealed || !overlaps) return { current, previous: null, platformUses: "current" };
  const previous = unseal(row.previousTokenSealed, secretTokenPlace(row.id));
  return { current, previous, platformUses: row.previousTokenSigns ? "previous" : "current" };
}
