import { networkOf } from "@/lib/address/client-address";
import { tokenDigest } from "@/lib/crypto";
import { counter } from "@/lib/tokens/counter";

const ofClient = counter(() => ({ name: "client-failures", attempts: 30, perSeconds: 60 }));
const ofNetwork = counter(() => ({ name: "network-failures", attempts: 300, perSeconds: 60 }));

/**
 * Counts one failed authentication of a client from an address, for all servers of this database: 30 per minute, and 300
 * for all clients that are named from there, so that made-up ones can't fill the table. IPv6 addresses count by /64.
 * @returns the seconds to wait, 0 while failures are answered in full
 */
export async function countFailure(client: string, address: string): Promise<number> {
  const network = networkOf(address);
  const wait = await ofNetwork(network);
  return wait > 0 ? wait : ofClient(tokenDigest(`${network} ${client}`));
}
