import type { Tone } from "@/components/ui/badge";
import type { CatalogScope } from "@/lib/catalog/scopes";

export type Level = CatalogScope["level"];

/** How far a scope reaches, by colour: a person's own things, the whole account, the sub-accounts too. */
export const levelTones: Record<Level, Tone> = { user: "neutral", admin: "accent", master: "warn" };
