import { headers } from "next/headers";
import { addressHeader } from "@/lib/web/gate";

/** The address this request comes from, as the gate found it. */
export const requestAddress = async (): Promise<string> => (await headers()).get(addressHeader) ?? "";
