import { type DeliveryFilter, deliveryParams } from "@/lib/deliveries/delivery-filter";

export const deliveriesPath = (appId: string): string => `/apps/${appId}/deliveries`;

/** The URL under `path` for this filter; unless `more` has a cursor, it shows the newest page. */
export function deliveriesAddress(
  path: string,
  filter: DeliveryFilter,
  more: Record<string, string | null> = {},
): string {
  const params = deliveryParams(filter);
  for (const [name, value] of Object.entries(more)) if (value !== null) params.set(name, value);
  return params.size > 0 ? `${path}?${params}` : path;
}
