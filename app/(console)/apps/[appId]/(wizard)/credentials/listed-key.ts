import type { findApp } from "@/lib/apps/queries";

type Key = NonNullable<Awaited<ReturnType<typeof findApp>>>["keys"][number];

/** A public key as the list shows it; `what`: its kind, or where its set is. */
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
