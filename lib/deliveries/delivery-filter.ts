import { isDay, isTimeZone } from "@/lib/text/days";

export const deliveryStates = ["pending", "held", "delivered", "failed", "cancelled"] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** What the address of a Deliveries page asks for; null: all of it. */
export type DeliveryFilter = {
  state: DeliveryState | null;
  /** An event's id. */
  event: string | null;
  /** A subscription's id, which may be removed by now. */
  endpoint: string | null;
  /** The first and the last day, as 2026-11-22, both whole days of `zone`. */
  from: string | null;
  to: string | null;
  /** IANA name; null counts as UTC. */
  zone: string | null;
};

const names = ["state", "event", "endpoint", "from", "to", "zone"] as const;

type Params = Record<string, string | string[] | undefined>;

/** Reads the filter from an address; what makes no sense in it is left out. */
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

/** Whether it asks for less than everything. */
export const isFiltered = ({ zone: _, ...filter }: DeliveryFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The filter as parameters of an address, read back by {@link deliveryFilter}. */
export function deliveryParams(filter: DeliveryFilter): URLSearchParams {
  const params = new URLSearchParams();
  const needless = filter.from || filter.to ? null : "zone";
  for (const name of names) if (filter[name] && name !== needless) params.set(name, filter[name]);
  return params;
}
