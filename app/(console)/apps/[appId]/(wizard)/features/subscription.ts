import type { DisabledBecause } from "@/lib/apps/rules";
import type { EndpointState } from "@/lib/subscriptions/endpoints";
import type { EventChoice } from "./events-of-subscription";

/** A subscription as the page shows it. `validated`: its URL was validated with a usable secret token. */
export type Subscription = Omit<EndpointState, "subscriptionId"> & {
  id: string;
  name: string;
  url: string;
  enabled: boolean;
  disabledBecause: DisabledBecause | null;
  validated: boolean;
  events: EventChoice[];
};
