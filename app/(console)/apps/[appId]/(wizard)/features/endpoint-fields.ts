import type * as z from "zod";
import { subscriptionInput } from "@/lib/apps/rules";

/** What is typed of a subscription, by the rules the server reads it with. */
export const endpointFields = subscriptionInput.pick({ name: true, url: true });

export type EndpointFields = z.output<typeof endpointFields>;
