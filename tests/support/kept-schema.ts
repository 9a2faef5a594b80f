import { isDeepStrictEqual } from "node:util";
import { errorSchema } from "@/lib/http/openapi";
import { machineRoutes } from "@/lib/http/routes";
import type { Answer, SentRequest } from "@/tests/support/send";

/**
 * Makes sure that a response of `/v2` matches the API's description: nothing missing, nothing extra.
 * @throws Error otherwise
 */
export function expectDescribed({ method = "POST", path }: SentRequest, { status, json, text }: Answer): void {
  const [address = ""] = path.split("?", 1);
  if (!address.startsWith("/v2/") || method === "HEAD") return;
  const route = machineRoutes.find((one) => one.method === method && one.path === address);
  const schema = status >= 400 ? errorSchema : route?.caller === "token" ? route.operation.answer.schema : undefined;
  if (!schema) return;
  const parsed = schema.safeParse(json);
  if (parsed.success && isDeepStrictEqual(parsed.data, json)) return;
  throw new Error(`${method} ${address} answers ${status} with what is not described: ${text}`);
}
