import { headers } from "next/headers";
import { addressHeader, requestIdHeader } from "@/lib/web/own-headers";

/** The IP address of the request's client, as determined by the gate. */
export const requestAddress = async (): Promise<string> => (await headers()).get(addressHeader) ?? "";

/** The request's ID, the same as in the response's `X-Request-Id`. */
export const requestId = async (): Promise<string> => (await headers()).get(requestIdHeader) ?? "";
