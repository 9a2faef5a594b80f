import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import ipaddr from "ipaddr.js";
import { isLocalName } from "@/lib/outgoing/target";

/** All addresses of a host name, IPv4 first. @throws Error with a `code` if there are none, AbortError if aborted */
export type Resolve = (host: string, signal: AbortSignal) => Promise<string[]>;

const waits = { timeout: 1000, tries: 2 };

/** How long the addresses of one family wait for the other's (RFC 8305, section 3, recommends at least 50 ms). */
const otherFamilyMs = 100;

/**
 * Looks a host up in order: names of this machine, the hosts file, DNS. Avoids the system's getaddrinfo, which Node runs
 * four at a time: one slow name server would hold up the deliveries to everyone else.
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

/** Asks for both families at once; one that doesn't answer doesn't hold up the other. */
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

/** The hosts file, read once per process. */
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

/** Parses a hosts file into the addresses of each name, names in lower case. */
export function hostsIn(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (!ipaddr.isValid(address)) continue;
    for (const name of names) found.set(name.toLowerCase(), [...(found.get(name.toLowerCase()) ?? []), address]);
  }
  return found;
}
