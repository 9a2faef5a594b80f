import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { sealedCaller } from "@/lib/address/caller";
import { config } from "@/lib/config";

/**
 * The address a request comes from: the socket's, or behind a proxy in TRUST_PROXY, the nearest one in X-Forwarded-For
 * that is not such a proxy itself. For a request the server sent to itself, the address of the original caller.
 */
export function clientAddress({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): string {
  const inner = sealedCaller(headers);
  if (inner) return inner.address;
  return addressBehind(socket.remoteAddress ?? "", String(headers["x-forwarded-for"] ?? ""), config().trustProxy);
}

/**
 * Of the addresses a request passed through, the nearest one that is not a `trusted` proxy (addresses and CIDR ranges).
 * Each proxy appends its caller on the right, so anything left of an untrusted address may be forged.
 */
export function addressBehind(socketAddress: string, forwardedFor: string, trusted: readonly string[]): string {
  const socket = normal(socketAddress);
  if (!isIn(socket, trusted)) return socket;
  const passed = forwardedFor.split(",").map((one) => one.trim());
  // Empty elements of a list are ignored (RFC 9110, section 5.6.1).
  for (const one of passed.filter((one) => one !== "").reverse()) {
    const address = normal(withoutPort(one));
    if (!address) break;
    if (!isIn(address, trusted)) return address;
  }
  return socket;
}

/** Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711. */
const withoutPort = (text: string): string =>
  text.replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** The canonical spelling of an address; an IPv4-mapped IPv6 address becomes the IPv4 one. Empty if not an address. */
const normal = (text: string): string => (ipaddr.isValid(text) ? ipaddr.process(text).toString() : "");

/** The unit for limits by address: an IPv4 address, or an IPv6 /64, all of which one party can use (RFC 4291 §2.5.1). */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`;
}

/** Whether the address (in canonical spelling) is one of these addresses or in one of these CIDR ranges. */
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
