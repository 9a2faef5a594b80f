import * as z from "zod";
import { endpointUrlInput } from "@/lib/apps/rules";
import { line } from "@/lib/text";

/** What is typed of a subscription, by the rules the server reads it with. */
export const endpointFields = z.object({ name: line(150), url: endpointUrlInput });

export type EndpointFields = z.output<typeof endpointFields>;
