import type { DisabledBecause } from "@/lib/apps/rules";
import type { EndpointState } from "@/lib/subscriptions/endpoints";
import type { EventChoice } from "./events-of-subscription";

/** A subscription as the page has it; `validated`: its URL, with a secret token that counts. */
export type Subscription = Omit<EndpointState, "subscriptionId"> & {
  id: string;
  name: string;
  url: string;
  enabled: boolean;
  disabledBecause: DisabledBecause | null;
  validated: boolean;
  events: EventChoice[];
};
