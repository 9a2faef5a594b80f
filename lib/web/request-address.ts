import { headers } from "next/headers";
import { traceIn } from "@/lib/text/trace-context";
import { addressHeader, requestIdHeader } from "@/lib/web/own-headers";

/** The IP address of the request's client, as determined by the gate. */
export const requestAddress = async (): Promise<string> => (await headers()).get(addressHeader) ?? "";

/** What identifies the request in the log: the ID is that of the response's `X-Request-Id`. */
export async function requestFields(): Promise<{ requestId: string; traceId?: string | undefined }> {
  const given = await headers();
  return { requestId: given.get(requestIdHeader) ?? "", traceId: traceIn(given.get("traceparent"))?.traceId };
}
