import type { HeldKey, HeldSecret } from "@/lib/apps/app-parts";
import { isUsable } from "@/lib/credentials/usable";

type Credentials = { secrets: HeldSecret[]; secretsAllowed: boolean; keys: HeldKey[] };

/** The client secrets that are usable now (none while they are switched off), then the usable public keys. */
export const usableCredentials = ({ secrets, secretsAllowed, keys }: Credentials, now: Date) =>
  [...(secretsAllowed ? secrets : []), ...keys].filter((one) => isUsable(one, now));

/** SQL: the usable client secrets of the app `a`, for after FROM; a condition may follow. Their alias is `c`. */
export const usableSecretsSql = `
  "AppSecret" c WHERE c."appId" = a."id" AND a."secretsAllowed" AND (c."expiresAt" IS NULL OR c."expiresAt" > now())`;

/** SQL: the same for its public keys. */
export const usableKeysSql = `
  "AppKey" c WHERE c."appId" = a."id" AND (c."expiresAt" IS NULL OR c."expiresAt" > now())`;
