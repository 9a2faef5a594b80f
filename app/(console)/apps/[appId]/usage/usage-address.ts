import type { Span } from "@/lib/usage/rules";

type Place = { span?: Span; before?: string; allScopes?: boolean };

/** The address of an app's page "Tokens and calls" that shows this. */
export function usageAddress(appId: string, { span = "24h", before, allScopes = false }: Place): string {
  const params = new URLSearchParams({
    ...(span !== "24h" && { span }),
    ...(before && { before }),
    ...(allScopes && { scopes: "all" }),
  });
  return `/apps/${appId}/usage${params.size > 0 ? `?${params}` : ""}`;
}
