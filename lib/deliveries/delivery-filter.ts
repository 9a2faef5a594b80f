import { isDay, isTimeZone } from "@/lib/text/days";

export const deliveryStates = ["pending", "held", "delivered", "failed", "cancelled"] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** The filter in the URL of a Deliveries page; null: no filter. */
export type DeliveryFilter = {
  state: DeliveryState | null;
  /** An event's id. */
  event: string | null;
  /** A subscription's id; it may have been removed. */
  endpoint: string | null;
  /** The first and last day, as 2026-11-22; both are included in full, in `zone`. */
  from: string | null;
  to: string | null;
  /** IANA name; null means UTC. */
  zone: string | null;
};

const names = ["state", "event", "endpoint", "from", "to", "zone"] as const;

type Params = Record<string, string | string[] | undefined>;

/** Parses the filter from a URL's parameters; invalid values are ignored. */
export function deliveryFilter(params: Params): DeliveryFilter {
  const one = (name: string, makesSense: (text: string) => boolean): string | null => {
    const text = [params[name]].flat()[0]?.trim() ?? "";
    return text && makesSense(text) ? text : null;
  };
  const state = one("state", () => true);
  return {
    state: deliveryStates.find((known) => known === state) ?? null,
    event: one("event", (text) => /^[\w.]{1,200}$/.test(text)),
    endpoint: one("endpoint", (text) => /^[\w-]{1,64}$/.test(text)),
    from: one("from", isDay),
    to: one("to", isDay),
    zone: one("zone", isTimeZone),
  };
}

/** Whether any filter is set. The zone alone filters nothing. */
export const isFiltered = ({ zone: _, ...filter }: DeliveryFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The filter as URL parameters, parsed by {@link deliveryFilter}. */
export function deliveryParams(filter: DeliveryFilter): URLSearchParams {
  const params = new URLSearchParams();
  const needless = filter.from || filter.to ? null : "zone";
  for (const name of names) if (filter[name] && name !== needless) params.set(name, filter[name]);
  return params;
}
