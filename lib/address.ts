import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { config } from "@/lib/config";

/**
 * The address a request comes from: the socket's, or, behind a proxy named in TRUST_PROXY, the nearest one in
 * X-Forwarded-For that is not such a proxy itself.
 */
export function clientAddress(request: IncomingMessage): string {
  const socket = normal(request.socket.remoteAddress ?? "");
  if (!isTrustedProxy(socket)) return socket;
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  for (const one of forwarded.reverse()) {
    const address = normal(one.trim());
    if (!address) break;
    if (!isTrustedProxy(address)) return address;
  }
  return socket;
}

/** One spelling per address; an IPv4 address mapped into IPv6 is the IPv4 address. Empty when it is none. */
const normal = (text: string): string => (ipaddr.isValid(text) ? ipaddr.process(text).toString() : "");

function isTrustedProxy(address: string): boolean {
  if (!address) return false;
  const parsed = ipaddr.parse(address);
  return config().trustProxy.some((range) => {
    const [network, bits] = ipaddr.isValidCIDR(range)
      ? ipaddr.parseCIDR(range)
      : ([ipaddr.process(range), parsed.kind() === "ipv4" ? 32 : 128] as const);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}
