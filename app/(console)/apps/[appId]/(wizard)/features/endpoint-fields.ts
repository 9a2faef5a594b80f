import type * as z from "zod";
import { subscriptionInput } from "@/lib/apps/rules";
import { authorizationFields } from "@/lib/subscriptions/authorization-fields";

/** What is typed of a subscription, by the rules the server reads it with. */
export const endpointFields = (plainHttp: boolean) =>
  subscriptionInput(plainHttp).pick({ name: true, url: true }).extend({ authorization: authorizationFields });

export type EndpointFields = z.output<ReturnType<typeof endpointFields>>;
