import type { HeldKey, HeldSecret } from "@/lib/apps/app-parts";
import { isUsable } from "@/lib/credentials/usable";

type Credentials = { secrets: HeldSecret[]; secretsAllowed: boolean; keys: HeldKey[] };

/** The client secrets that are usable now (none while they are switched off), then the usable public keys. */
export const usableCredentials = ({ secrets, secretsAllowed, keys }: Credentials, now: Date) =>
  [...(secretsAllowed ? secrets : []), ...keys].filter((one) => isUsable(one, now));
