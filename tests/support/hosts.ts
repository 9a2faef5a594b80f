import ipaddr from "ipaddr.js";

// Hosts in endpoint URLs: internal ones, and public ones.

type Named = readonly [what: string, host: string];

/** Internal or nonexistent hosts, in every spelling. */
const fixed: readonly Named[] = [
  ["loopback", "127.0.0.1"],
  ["anywhere in loopback", "127.255.255.254"],
  ["loopback, decimal", "2130706433"],
  ["loopback, hexadecimal", "0x7f000001"],
  ["loopback, octal", "0177.0.0.1"],
  ["loopback, in all three", "0x7f.0.0000.01"],
  ["loopback, short", "127.1"],
  ["loopback, with a dot at the end", "127.0.0.1."],
  ["loopback, percent-encoded", "%31%32%37.0.0.1"],
  ["loopback, in full-width digits", "１２７.0.0.1"],
  ["loopback, with ideographic dots", "127。0。0。1"],
  ["this host", "0.0.0.0"],
  ["this host, short", "0"],
  ["this network", "0.1.2.3"],
  ["private 10/8", "10.0.0.1"],
  ["private 172.16/12", "172.16.0.1"],
  ["the end of private 172.16/12", "172.31.255.255"],
  ["private 192.168/16", "192.168.1.1"],
  ["private, decimal", "3232235777"],
  ["shared by carriers", "100.64.0.1"],
  ["link-local", "169.254.1.1"],
  ["metadata", "169.254.169.254"],
  ["metadata, hexadecimal", "0xa9fea9fe"],
  ["protocol assignments", "192.0.0.1"],
  ["documentation 1", "192.0.2.1"],
  ["documentation 2", "198.51.100.7"],
  ["documentation 3", "203.0.113.9"],
  ["6to4 relays", "192.88.99.1"],
  ["benchmarking", "198.18.0.1"],
  ["the end of benchmarking", "198.19.255.255"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["IPv6 loopback", "[::1]"],
  ["IPv6 loopback in full", "[0:0:0:0:0:0:0:1]"],
  ["IPv6 unspecified", "[::]"],
  ["IPv6 link-local", "[fe80::1]"],
  ["IPv6 unique local", "[fd00::1]"],
  ["IPv6 metadata", "[fd00:ec2::254]"],
  ["IPv6 site-local", "[fec0::1]"],
  ["IPv6 multicast", "[ff02::1]"],
  ["IPv6 discard", "[100::1]"],
  ["IPv6 documentation", "[2001:db8::1]"],
  ["IPv6 documentation, new", "[3fff::1]"],
  ["IPv6 benchmarking", "[2001:2::1]"],
  ["IPv6 ORCHID", "[2001:20::1]"],
  ["IPv6 segment routing", "[5f00::1]"],
  ["IPv6 never assigned", "[4000::1]"],
  ["loopback mapped into IPv6", "[::ffff:127.0.0.1]"],
  ["metadata mapped into IPv6, hexadecimal", "[::ffff:a9fe:a9fe]"],
  ["a public address mapped into IPv6", "[::ffff:93.184.215.14]"],
  ["loopback compatible with IPv6", "[::127.0.0.1]"],
  ["loopback translated", "[::ffff:0:127.0.0.1]"],
  ["loopback behind NAT64", "[64:ff9b::127.0.0.1]"],
  ["private behind NAT64", "[64:ff9b::c0a8:101]"],
  ["a local NAT64", "[64:ff9b:1::5db8:d70e]"],
  ["loopback in 6to4", "[2002:7f00:1::1]"],
  ["loopback in Teredo", "[2001:0:4136:e378:8000:63bf:80ff:fffe]"],
  ["localhost", "localhost"],
  ["localhost in capitals", "LOCALHOST"],
  ["localhost with a dot", "localhost."],
  ["a name under localhost", "app.localhost"],
];

/** Public hosts. */
export const outsideHosts: readonly string[] = [
  "example.com",
  "example.com.",
  "hooks.example.co.uk",
  "xn--bcher-kva.example",
  "bücher.example",
  "localhost.example.com",
  "127.0.0.1.example.com",
  "10.example",
  "93.184.215.14",
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.1",
  "100.63.255.255",
  "100.128.0.1",
  "128.0.0.1",
  "169.253.255.255",
  "172.15.255.255",
  "172.32.0.1",
  "192.167.255.255",
  "198.17.255.255",
  "198.20.0.1",
  "223.255.255.255",
  "[2606:4700:4700::1111]",
  "[2a00:1450:4001:80b::200e]",
  "[2001:4860:4860::8888]",
  "[64:ff9b::5db8:d70e]",
];

/** Non-public IPv4 ranges: https://www.iana.org/assignments/iana-ipv4-special-registry */
export const insideRanges = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
] as const;

const number = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
const hex = (value: number): string => `0x${value.toString(16)}`;
const octal = (value: number): string => `0${value.toString(8)}`;
const group = (high = 0, low = 0): string => ((high << 8) | low).toString(16);
const groups = ([a, b, c, d]: readonly number[]): string => `${group(a, b)}:${group(c, d)}`;
const inverted = (bytes: readonly number[]): number[] => bytes.map((byte) => byte ^ 0xff);

/** Spellings of an IPv4 address that a URL, a resolver or a translator between IPv4 and IPv6 understands. */
const spellings: Readonly<Record<string, (bytes: readonly number[]) => string>> = {
  "in dotted decimals": (bytes) => bytes.join("."),
  "as one decimal": (bytes) => String(number(bytes)),
  "as one hexadecimal": (bytes) => hex(number(bytes)),
  "as one octal": (bytes) => octal(number(bytes)),
  "in dotted hexadecimals": (bytes) => bytes.map(hex).join("."),
  "in dotted octals": (bytes) => bytes.map(octal).join("."),
  "in octals with more zeros": (bytes) => bytes.map((byte) => `000${octal(byte)}`).join("."),
  "in two parts": (bytes) => `${bytes[0]}.${number(bytes.slice(1))}`,
  "in three parts": (bytes) => `${bytes[0]}.${bytes[1]}.${number(bytes.slice(2))}`,
  "with a dot at the end": (bytes) => `${bytes.join(".")}.`,
  "percent-encoded": (bytes) => bytes.join(".").replace(/\d/g, (digit) => `%3${digit}`),
  "in full-width digits": (bytes) =>
    bytes.join("\u3002").replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  "mapped into IPv6": (bytes) => `[::ffff:${bytes.join(".")}]`,
  "mapped into IPv6, hexadecimal": (bytes) => `[::ffff:${groups(bytes)}]`,
  "mapped into IPv6, in full": (bytes) => `[0:0:0:0:0:ffff:${groups(bytes)}]`,
  "compatible with IPv6": (bytes) => `[::${groups(bytes)}]`,
  "translated to IPv6": (bytes) => `[::ffff:0:${groups(bytes)}]`,
  "behind NAT64": (bytes) => `[64:ff9b::${groups(bytes)}]`,
  "behind a local NAT64": (bytes) => `[64:ff9b:1::${groups(bytes)}]`,
  "in 6to4": (bytes) => `[2002:${groups(bytes)}::1]`,
  "in Teredo": (bytes) => `[2001:0:4136:e378:8000:63bf:${groups(inverted(bytes))}]`,
  "in ISATAP": (bytes) => `[fe80::5efe:${groups(bytes)}]`,
};

export const spellingNames: readonly string[] = Object.keys(spellings);

/** The nth address of a range (modulo its size), in one of the spellings. */
export function insideHost(range: string, nth: number, spelling: string): string {
  const [network, bits] = ipaddr.IPv4.parseCIDR(range);
  const value = number(network.toByteArray()) + (nth % 2 ** (32 - bits));
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
  return spellings[spelling]?.(bytes) ?? "";
}

/** Internal or nonexistent hosts, in every spelling. */
export const insideHosts: readonly Named[] = [
  ...fixed,
  ...insideRanges.flatMap((range) =>
    spellingNames.map((how): Named => [`the second of ${range} ${how}`, insideHost(range, 1, how)]),
  ),
];
