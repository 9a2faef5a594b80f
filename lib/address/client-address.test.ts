import { describe, expect, it } from "vitest";
import { addressBehind, networkOf } from "@/lib/address/client-address";

const proxies = ["10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"];

describe("the address of a request", () => {
  const rows: [string, socket: string, forwardedFor: string, address: string][] = [
    ["is the socket's without a proxy", "203.0.113.9", "", "203.0.113.9"],
    [
      "is the socket's whatever a caller that is not a listed proxy claims",
      "203.0.113.9",
      "198.51.100.1",
      "203.0.113.9",
    ],
    ["is the caller of a listed proxy", "192.0.2.7", "198.51.100.1", "198.51.100.1"],
    ["is the caller of a proxy in a listed range", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["is the caller of a proxy in a listed IPv6 range", "2001:db8:1::5", "2001:db8:9::1", "2001:db8:9::1"],
    ["is the nearest untrusted one, not one a client prepended", "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    [
      "is found behind several listed proxies",
      "10.1.2.3",
      "1.1.1.1, 198.51.100.1, 10.9.9.9, 192.0.2.7",
      "198.51.100.1",
    ],
    ["is the proxy's if all the forwarded ones are listed", "10.1.2.3", "10.9.9.9", "10.1.2.3"],
    ["is the proxy's if it forwards none", "10.1.2.3", "", "10.1.2.3"],
    ["is not looked for beyond an invalid entry", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["is found beside empty elements of the list", "10.1.2.3", ", 198.51.100.1, ,, 10.9.9.9, ", "198.51.100.1"],
    ["is the same in IPv4 and IPv4-mapped IPv6", "::ffff:10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1"],
    ["has no port", "10.1.2.3", "198.51.100.1:4711", "198.51.100.1"],
    ["has no port in IPv6 either", "10.1.2.3", "[2001:db8:9::1]:4711", "2001:db8:9::1"],
    ["has one spelling", "10.1.2.3", "2001:0DB8:9:0::1", "2001:db8:9::1"],
    ["is empty if there is none", "", "198.51.100.1", ""],
  ];

  it.each(rows)("%s", (_case, socket, forwardedFor, address) => {
    expect(addressBehind(socket, forwardedFor, proxies)).toBe(address);
  });
});

describe("the network that limits apply to", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
    ["2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"],
    ["::1", "::/64"],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
