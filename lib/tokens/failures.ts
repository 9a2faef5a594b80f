import { networkOf } from "@/lib/address/client-address";
import { tokenDigest } from "@/lib/crypto";
import { counter } from "@/lib/tokens/counter";

const ofClient = counter(() => ({ name: "client-failures", attempts: 30, perSeconds: 60 }));
const ofNetwork = counter(() => ({ name: "network-failures", attempts: 300, perSeconds: 60 }));

/**
 * Counts one failed authentication of a client from an address, across all servers of this database. Limits per minute:
 * 30 per client and network, and 300 per network for all clients named from it, so that made-up clients can't fill the
 * table. IPv6 addresses count by /64.
 * @returns the seconds to wait, 0 while below both limits
 */
export async function countFailure(client: string, address: string): Promise<number> {
  const network = networkOf(address);
  const wait = await ofNetwork(network);
  return wait > 0 ? wait : ofClient(tokenDigest(`${network} ${client}`));
}
