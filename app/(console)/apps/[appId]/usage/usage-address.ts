import type { Span } from "@/lib/usage/rules";

type Place = { span?: Span; before?: string; allScopes?: boolean };

/** The URL of an app's Tokens and calls page; `before`: ID of the refusal its list starts after. */
export function usageAddress(appId: string, { span = "24h", before, allScopes = false }: Place): string {
  const params = new URLSearchParams({
    ...(span !== "24h" && { span }),
    ...(before && { before }),
    ...(allScopes && { scopes: "all" }),
  });
  return `/apps/${appId}/usage${params.size > 0 ? `?${params}` : ""}`;
}
