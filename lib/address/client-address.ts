import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { sealedCaller } from "@/lib/address/caller";
import { config } from "@/lib/config";

/**
 * The address a request comes from: the socket's, or, behind a proxy named in TRUST_PROXY, the nearest one in
 * X-Forwarded-For that is not such a proxy itself. A request that the server sends to itself comes from whoever made
 * it send one.
 */
export function clientAddress({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): string {
  const inner = sealedCaller(headers);
  if (inner) return inner.address;
  return addressBehind(socket.remoteAddress ?? "", String(headers["x-forwarded-for"] ?? ""), config().trustProxy);
}

/**
 * Of the addresses a request went through, the nearest one that is not a `trusted` proxy (addresses and CIDR ranges).
 * Each proxy adds at the right whom it was called by, so what stands left of an untrusted one is anybody's word.
 */
export function addressBehind(socketAddress: string, forwardedFor: string, trusted: readonly string[]): string {
  const socket = normal(socketAddress);
  if (!isIn(socket, trusted)) return socket;
  for (const one of forwardedFor.split(",").reverse()) {
    const address = normal(withoutPort(one.trim()));
    if (!address) break;
    if (!isIn(address, trusted)) return address;
  }
  return socket;
}

/** Some proxies write the port too: 192.0.2.1:4711, [2001:db8::1]:4711. */
const withoutPort = (text: string): string =>
  text.replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** One spelling per address; an IPv4 address mapped into IPv6 is the IPv4 address. Empty when it is none. */
const normal = (text: string): string => (ipaddr.isValid(text) ? ipaddr.process(text).toString() : "");

/** What limits by address count by: an IPv4 address, or the /64 of an IPv6 one, all of which one party can use (RFC 4291 §2.5.1). */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`;
}

/** Whether the address (in one spelling, see above) is one of these addresses or in one of these CIDR ranges. */
export function isIn(address: string, ranges: readonly string[]): boolean {
  if (!address) return false;
  const parsed = ipaddr.parse(address);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.isValidCIDR(range)
      ? ipaddr.parseCIDR(range)
      : ([ipaddr.process(range), parsed.kind() === "ipv4" ? 32 : 128] as const);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}
