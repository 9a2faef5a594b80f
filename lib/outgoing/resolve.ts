import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import ipaddr from "ipaddr.js";
import { isLocalName } from "@/lib/outgoing/target";

/** All addresses of a host name, IPv4 first. @throws Error with a `code` when there are none, AbortError when stopped */
export type Resolve = (host: string, signal: AbortSignal) => Promise<string[]>;

const waits = { timeout: 1000, tries: 2 };

/** For how long the addresses of one family wait for those of the other (RFC 8305, section 3, allows 50 ms and more). */
const otherFamilyMs = 100;

/**
 * Looks a host up: names of this machine, the hosts file, DNS. Not by the system's getaddrinfo, which works through
 * names four at a time: one slow name server would hold up the deliveries to all others.
 */
export const resolveHost: Resolve = async (host, signal) => {
  if (ipaddr.isValid(host)) return [host];
  if (isLocalName(host)) return ["127.0.0.1", "::1"];
  return hostsFile().get(host.toLowerCase()) ?? askDns(host, signal);
};

type NameServers = {
  resolve4: (host: string) => Promise<string[]>;
  resolve6: (host: string) => Promise<string[]>;
  cancel: () => void;
};

/** Both families are asked at once; one that does not answer holds up nothing but itself. */
export async function askDns(
  host: string,
  signal: AbortSignal,
  resolver: NameServers = new Resolver(waits),
): Promise<string[]> {
  signal.throwIfAborted();
  const stop = () => resolver.cancel();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const [four, six] = [resolver.resolve4(host), resolver.resolve6(host)];
    await Promise.any([four, six]);
    const found = await Promise.all([four, six].map((family) => Promise.race([family, lateness()]).catch(() => [])));
    return found.flat();
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    signal.removeEventListener("abort", stop);
    resolver.cancel();
  }
}

const lateness = (): Promise<string[]> => sleep(otherFamilyMs, [], { ref: false });

let hosts: Map<string, string[]> | undefined;

/** The hosts file, read once. */
function hostsFile(): Map<string, string[]> {
  hosts ??= hostsIn(textOfHostsFile());
  return hosts;
}

function textOfHostsFile(): string {
  try {
    return readFileSync("/etc/hosts", "utf8");
  } catch {
    return "";
  }
}

/** What a hosts file says: the addresses of each name, in lower case. */
export function hostsIn(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (!ipaddr.isValid(address)) continue;
    for (const name of names) found.set(name.toLowerCase(), [...(found.get(name.toLowerCase()) ?? []), address]);
  }
  return found;
}
