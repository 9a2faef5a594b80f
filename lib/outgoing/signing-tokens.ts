import { unseal } from "@/lib/crypto";
import type { SigningTokens } from "@/lib/outgoing/signature";

/** The secret tokens of an app as its row keeps them. */
export type SealedTokens = {
  /** The app's id. */
  id: string;
  secretTokenSealed: string;
  previousTokenSealed: string | null;
  previousTokenEndsAt: Date | null;
  previousTokenSigns: boolean;
};

/** Where an app's secret tokens, the current one and the one before, are sealed for. */
export const secretTokenPlace = (appId: string): string => `App.secretToken:${appId}`;

/** The tokens that sign at this moment (by the database's clock); the one before counts until its end. */
export function signingTokens(row: SealedTokens, now: Date): SigningTokens {
  const current = unseal(row.secretTokenSealed, secretTokenPlace(row.id));
  const overlaps = row.previousTokenEndsAt !== null && row.previousTokenEndsAt > now;
  if (!row.previousTokenSealed || !overlaps) return { current, previous: null, platformUses: "current" };
  const previous = unseal(row.previousTokenSealed, secretTokenPlace(row.id));
  return { current, previous, platformUses: row.previousTokenSigns ? "previous" : "current" };
}
