import { describe, expect, it } from "vitest";
import { whyNotAddress, whyNotTarget } from "@/lib/outgoing/target";
import { insideHosts, outsideHosts } from "@/tests/support/hosts";
import { useSettings } from "@/tests/support/settings";

describe("a notification may not go to", () => {
  it.each(insideHosts)("%s: %s", (_what, host) => {
    expect(whyNotTarget(`https://${host}/hook`)).toMatch(/ is not a public address\. /);
  });

  const spellings: [string, string, string][] = [
    ["text that is not a URL", "example.com/hook", "Enter a URL such as https://example.com/notifications."],
    ["an address with a zone", "https://[fe80::1%25eth0]/", "Enter a URL such as https://example.com/notifications."],
    ["plain http", "http://example.com/hook", "Enter a URL that begins with https://."],
    ["another protocol", "ftp://example.com/hook", "Enter a URL that begins with https://."],
    ["a file", "file:///etc/passwd", "Enter a URL that begins with https://."],
    ["a user", "https://ada@example.com/hook", "Remove the user name and password from the URL."],
    ["a password", "https://:secret@example.com/", "Remove the user name and password from the URL."],
    ["port 0", "https://example.com:0/", "Enter a URL with another port: port 0 can’t be used."],
  ];
  it.each(spellings)("%s: %s", (_what, url, why) => {
    expect(whyNotTarget(url)).toBe(why);
  });
});

it.each(outsideHosts)("a notification may go to %s, on any port", (host) => {
  expect(whyNotTarget(`https://${host}/hook?a=b#c`)).toBeNull();
  expect(whyNotTarget(`https://${host}:8443/`)).toBeNull();
});

describe("an allowed range", () => {
  it("can be reached, over plain http too, and other internal addresses can't", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8, fd00::/8,10.1.2.3" });
    for (const host of ["127.0.0.1:4000", "[fd00::5]", "10.1.2.3"]) {
      expect(whyNotTarget(`https://${host}/`)).toBeNull();
      expect(whyNotTarget(`http://${host}/`)).toBeNull();
    }
    for (const host of ["10.1.2.4", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]"]) {
      expect(whyNotTarget(`https://${host}/`)).toContain("is not a public address");
    }
  });

  it("allows plain http only to itself", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
    expect(whyNotTarget("http://93.184.215.14/")).toMatch(/^Enter a URL that begins with https:\/\//);
    expect(whyNotAddress("93.184.215.14", "http:")).toMatch(/^Enter a URL that begins with https:\/\//);
    expect(whyNotAddress("93.184.215.14", "https:")).toBeNull();
    expect(whyNotAddress("127.0.0.1", "http:")).toBeNull();
    expect(whyNotTarget("ftp://127.0.0.1/")).toBe("Enter a URL that begins with https://.");
  });

  it("defers local names and names over plain http to the check of their addresses", () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
    expect(whyNotTarget("http://localhost:4000/")).toBeNull();
    expect(whyNotTarget("http://example.com/")).toBeNull();
  });
});
