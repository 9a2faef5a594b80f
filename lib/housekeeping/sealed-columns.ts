import { introspectionKeyPlace } from "@/lib/accounts/commands";
import { clientSecretPlace } from "@/lib/apps/credentials";
import { secretTokenPlace } from "@/lib/outgoing/signing-tokens";
import { authorizationPlace } from "@/lib/subscriptions/authorization";
import { signingKeyPlace } from "@/lib/tokens/new-key";

/** A column with sealed values, and the column with their digests, if there is one. */
export type SealedColumn = {
  /** What it contains, for messages: "client secrets". */
  what: string;
  table: string;
  key: string;
  sealed: string;
  digest: string | null;
  /** The place that the value in the row with this key is sealed for (see `seal`). */
  place: (key: string) => string;
};

/** Every column in the database that is sealed with a key in SECRET_KEYS. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    what: "introspection keys",
    table: "Account",
    key: "id",
    sealed: "introspectionKeySealed",
    digest: "introspectionKeyDigest",
    place: introspectionKeyPlace,
  },
  {
    what: "client secrets",
    table: "AppSecret",
    key: "id",
    sealed: "sealed",
    digest: "digest",
    place: clientSecretPlace,
  },
  {
    what: "secret tokens",
    table: "App",
    key: "id",
    sealed: "secretTokenSealed",
    digest: null,
    place: secretTokenPlace,
  },
  {
    what: "previous secret tokens",
    table: "App",
    key: "id",
    sealed: "previousTokenSealed",
    digest: null,
    place: secretTokenPlace,
  },
  {
    what: "authorization headers",
    table: "Subscription",
    key: "id",
    sealed: "authorizationSealed",
    digest: null,
    place: authorizationPlace,
  },
  {
    what: "signing keys",
    table: "SigningKey",
    key: "kid",
    sealed: "privateSealed",
    digest: null,
    place: signingKeyPlace,
  },
];
