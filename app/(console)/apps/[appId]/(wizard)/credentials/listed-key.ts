import type { findApp } from "@/lib/apps/queries";

type Key = NonNullable<Awaited<ReturnType<typeof findApp>>>["keys"][number];

/** A public key in the list. `what`: its type and key ID, or the URL of its JWK Set. */
export type ListedKey = {
  id: string;
  name: string;
  what: string;
  isUrl: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

export const listedKey = ({ publicJwk, jwksUrl, id, name, createdAt, lastUsedAt }: Key): ListedKey => ({
  ...{ id, name, createdAt, lastUsedAt },
  what: jwksUrl ?? kindOf(publicJwk),
  isUrl: jwksUrl !== null,
});

function kindOf(jwk: unknown): string {
  const { kty, crv, kid } = jwk as { kty?: string; crv?: string; kid?: string };
  return [crv ?? kty, kid].filter(Boolean).join(" · ");
}
