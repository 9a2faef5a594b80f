import ipaddr from "ipaddr.js";
import { isIn } from "@/lib/address/client-address";
import { config } from "@/lib/config";

// Where notifications may go (docs/notifications.md): public unicast addresses, and the ranges that
// WEBHOOK_ALLOWED_PRIVATE_CIDRS names. The same question is asked of what stands in a URL, of what its name resolves to
// and of what was connected to.

/**
 * Why notifications can never go to this URL, as far as its spelling tells: a sentence that says what to do. Null when
 * they may; what its name resolves to is judged when something is sent.
 */
export function whyNotTarget(url: string): string | null {
  if (!URL.canParse(url)) return "Enter a URL such as https://example.com/notifications.";
  const { protocol, username, password, port, hostname } = new URL(url);
  const insideAllowed = config().webhookAllowedCidrs.length > 0;
  if (protocol !== "https:" && !(protocol === "http:" && insideAllowed))
    return "Enter a URL that begins with https://.";
  if (username || password) return "Remove the user name and password from the URL.";
  if (port === "0") return "Enter a URL with another port: nothing listens on port 0.";
  const host = bareHost(hostname);
  if (isLocalName(host) && !insideAllowed) return whyNotReached(host);
  return ipaddr.isValid(host) ? whyNotAddress(host, protocol) : null;
}

/**
 * Why nothing is sent to this address by this protocol (`https:` or `http:`): a sentence; null when it may be. Only an
 * allowed private range is reached over plain http.
 */
export function whyNotAddress(address: string, protocol: string): string | null {
  if (!ipaddr.isValid(address)) return whyNotReached(address);
  const plain = ipaddr.parse(address);
  if (isIn(plain.toString(), config().webhookAllowedCidrs)) return null;
  if (!isPublic(plain)) return whyNotReached(address);
  if (protocol === "https:") return null;
  return `Enter a URL that begins with https://: ${address} is not in a range where plain http is allowed.`;
}

/** A URL's host without the brackets of IPv6 and the dot that may end a name. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");

/** Names that mean this machine, whatever a resolver says (RFC 6761, section 6.3). */
export const isLocalName = (host: string): boolean => /(^|\.)localhost$/i.test(host);

const whyNotReached = (what: string): string =>
  `Notifications go to public addresses only, and ${what} is not one. ` +
  "Private ranges for development are named in WEBHOOK_ALLOWED_PRIVATE_CIDRS.";

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
const translated = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** Public unicast. Behind a NAT64 prefix (RFC 6052) the IPv4 address in it counts; no other embedded form is reached. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  if (address.match(translated)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(globalUnicast) && address.range() === "unicast";
}
