import { introspectionKeyPlace } from "@/lib/accounts/commands";
import { clientSecretPlace } from "@/lib/apps/credentials";
import { secretTokenPlace } from "@/lib/outgoing/signing-tokens";
import { authorizationPlace } from "@/lib/subscriptions/authorization";
import { signingKeyPlace } from "@/lib/tokens/new-key";

/** A column that holds something sealed, and the column beside it that holds its digest, if there is one. */
export type SealedColumn = {
  /** What is in it, in words: "client secrets". */
  what: string;
  table: string;
  key: string;
  sealed: string;
  digest: string | null;
  /** What a value of the row with this key is bound to. */
  place: (key: string) => string;
};

/** Every column of the database that a key of SECRET_KEYS seals. */
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
    what: "secret tokens of before",
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
