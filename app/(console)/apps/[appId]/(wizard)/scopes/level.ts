import type { Tone } from "@/components/ui/badge";
import type { CatalogScope } from "@/lib/catalog/scopes";

export type Level = CatalogScope["level"];

/** Colors for how far a scope reaches: one person's own data, the whole account, or its sub-accounts too. */
export const levelTones: Record<Level, Tone> = { user: "neutral", admin: "accent", master: "warn" };
