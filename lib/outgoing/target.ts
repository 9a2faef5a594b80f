import ipaddr from "ipaddr.js";
import { isIn } from "@/lib/address/client-address";
import { config } from "@/lib/config";

// Where notifications may go (docs/notifications.md): public unicast addresses, and the ranges in
// WEBHOOK_ALLOWED_PRIVATE_CIDRS. The same check applies to the host in a URL, to what its name resolves to, and to the
// address actually connected to.

/**
 * Why notifications can't go to this URL, judged by its text alone: a sentence that says what to do. Null if they can;
 * what its name resolves to is checked when something is sent.
 */
export function whyNotTarget(url: string): string | null {
  if (!URL.canParse(url)) return "Enter a URL such as https://example.com/notifications.";
  const { protocol, username, password, port, hostname } = new URL(url);
  const insideAllowed = config().webhookAllowedCidrs.length > 0;
  if (protocol !== "https:" && !(protocol === "http:" && insideAllowed))
    return "Enter a URL that begins with https://.";
  if (username || password) return "Remove the user name and password from the URL.";
  if (port === "0") return "Enter a URL with another port: port 0 can’t be used.";
  const host = bareHost(hostname);
  if (isLocalName(host) && !insideAllowed) return whyNotReached(host);
  return ipaddr.isValid(host) ? whyNotAddress(host, protocol) : null;
}

/**
 * Why nothing may be sent to this address over this protocol (`https:` or `http:`), as a sentence; null if it may. Plain
 * http is only for ranges in WEBHOOK_ALLOWED_PRIVATE_CIDRS.
 */
export function whyNotAddress(address: string, protocol: string): string | null {
  if (!ipaddr.isValid(address)) return whyNotReached(address);
  const plain = ipaddr.parse(address);
  if (isIn(plain.toString(), config().webhookAllowedCidrs)) return null;
  if (!isPublic(plain)) return whyNotReached(address);
  if (protocol === "https:") return null;
  return `Enter a URL that begins with https://: ${address} is not in a range where plain http is allowed.`;
}

/** A URL's host without IPv6 brackets and without a trailing dot. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");

/** Whether the name means this machine, whatever a resolver says (RFC 6761, section 6.3). */
export const isLocalName = (host: string): boolean => /(^|\.)localhost$/i.test(host);

const whyNotReached = (what: string): string =>
  `${what} is not a public address. Use a public one, or allow its range with WEBHOOK_ALLOWED_PRIVATE_CIDRS.`;

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
const translated = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** Public unicast. Under the NAT64 prefix (RFC 6052) the embedded IPv4 address decides; no other embedding is allowed. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  if (address.match(translated)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(globalUnicast) && address.range() === "unicast";
}
