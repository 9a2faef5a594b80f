import { headers } from "next/headers";
import { addressHeader, requestIdHeader } from "@/lib/web/own-headers";

/** The address this request comes from, as the gate found it. */
export const requestAddress = async (): Promise<string> => (await headers()).get(addressHeader) ?? "";

/** The id of this request, as its answer's `X-Request-Id` has it. */
export const requestId = async (): Promise<string> => (await headers()).get(requestIdHeader) ?? "";
