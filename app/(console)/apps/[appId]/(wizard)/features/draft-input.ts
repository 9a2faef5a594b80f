import * as z from "zod";
import { authorizationFields } from "@/lib/subscriptions/authorization-fields";

const texts = z.array(z.string());

/** An unsaved subscription as kept in the browser. */
export const draftInput = z.object({
  subscriptionId: z.string().nullable(),
  seen: z.object({ subscriptionId: z.string(), name: z.string(), url: z.string(), eventIds: texts }).nullable(),
  name: z.string(),
  url: z.string(),
  authorization: authorizationFields,
  events: z.array(
    z.object({
      id: z.string(),
      product: z.string(),
      title: z.string(),
      scopes: texts,
      grantable: texts,
      isPaused: z.boolean().optional(),
    }),
  ),
});
