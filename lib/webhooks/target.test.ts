import { describe, expect, it } from "vitest";
import { useSettings } from "@/lib/testing/settings";
import { whyNotAddress, whyNotTarget } from "@/lib/webhooks/target";

/** Hosts that lead inside, or nowhere, however they are written. */
const inside: [string, string][] = [
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

/** Hosts that anybody may have. */
const outside = [
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

describe("a notification may not go to", () => {
  it.each(inside)("%s: %s", (_what, host) => {
    expect(whyNotTarget(`https://${host}/hook`)).toMatch(
      /^Notifications go to public addresses only, and .* is not one/,
    );
  });

  const spellings: [string, string, string][] = [
    ["what is no URL", "example.com/hook", "Enter a URL such as https://example.com/notifications."],
    ["an address with a zone", "https://[fe80::1%25eth0]/", "Enter a URL such as https://example.com/notifications."],
    ["plain http", "http://example.com/hook", "Enter a URL that begins with https://."],
    ["another protocol", "ftp://example.com/hook", "Enter a URL that begins with https://."],
    ["a file", "file:///etc/passwd", "Enter a URL that begins with https://."],
    ["a user", "https://ada@example.com/hook", "Remove the user name and password from the URL."],
    ["a password", "https://:secret@example.com/", "Remove the user name and password from the URL."],
    ["port 0", "https://example.com:0/", "Enter a URL with another port: nothing listens on port 0."],
  ];
  it.each(spellings)("%s: %s", (_what, url, why) => {
    expect(whyNotTarget(url)).toBe(why);
  });
});

it.each(outside)("a notification may go to %s, on any port", (host) => {
  expect(whyNotTarget(`https://${host}/hook?a=b#c`)).toBeNull();
  expect(whyNotTarget(`https://${host}:8443/`)).toBeNull();
});

describe("a range that is allowed", () => {
  it("is reached, also over plain http, and the rest of the inside is not", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8, fd00::/8,10.1.2.3" });
    for (const host of ["127.0.0.1:4000", "[fd00::5]", "10.1.2.3"]) {
      expect(whyNotTarget(`https://${host}/`)).toBeNull();
      expect(whyNotTarget(`http://${host}/`)).toBeNull();
    }
    for (const host of ["10.1.2.4", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]"]) {
      expect(whyNotTarget(`https://${host}/`)).toContain("is not one");
    }
  });

  it("opens plain http to none but itself", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
    expect(whyNotTarget("http://93.184.215.14/")).toMatch(/^Enter a URL that begins with https:\/\//);
    expect(whyNotAddress("93.184.215.14", "http:")).toMatch(/^Enter a URL that begins with https:\/\//);
    expect(whyNotAddress("93.184.215.14", "https:")).toBeNull();
    expect(whyNotAddress("127.0.0.1", "http:")).toBeNull();
    expect(whyNotTarget("ftp://127.0.0.1/")).toBe("Enter a URL that begins with https://.");
  });

  it("lets names of this machine and names over plain http pass to where their addresses are judged", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
    expect(whyNotTarget("http://localhost:4000/")).toBeNull();
    expect(whyNotTarget("http://example.com/")).toBeNull();
  });
});
