import type * as z from "zod";
import { subscriptionInput } from "@/lib/apps/rules";
import { authorizationFields } from "@/lib/subscriptions/authorization-fields";

/** The typed fields of a subscription, validated by the same rules as on the server. */
export const endpointFields = (plainHttp: boolean) =>
  subscriptionInput(plainHttp).pick({ name: true, url: true }).extend({ authorization: authorizationFields });

export type EndpointFields = z.output<ReturnType<typeof endpointFields>>;
