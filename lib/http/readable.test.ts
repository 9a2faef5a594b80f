import { expect, it } from "vitest";
import { hasValidHost, takeOriginForm } from "@/lib/http/readable";

const withHosts = (...hosts: string[]) => ({
  rawHeaders: ["Accept", "*/*", ...hosts.flatMap((host) => ["Host", host])],
});

it.each(["localhost", "LOCALHOST:3000", "a.example.com", "[::1]:3000", "127.0.0.1:", "a%20b", ""])(
  "a host is read as RFC 9110 writes it: %s",
  (host) => expect(hasValidHost(withHosts(host))).toBe(true),
);

it.each([
  "a b",
  "x@localhost",
  "localhost/x",
  "localhost:x",
  "::1",
  "[::1",
  "a,b c",
  "a%zz",
  "a?b",
  "a#b",
  "a\\b",
  "é",
])("anything else is not a host: %s", (host) => expect(hasValidHost(withHosts(host))).toBe(false));

it("a request without Host is left to Node, and two are refused even if they are the same", () => {
  expect(hasValidHost(withHosts())).toBe(true);
  expect(hasValidHost(withHosts("localhost", "localhost"))).toBe(false);
  expect(hasValidHost({ rawHeaders: ["host", "a", "HOST", "b"] })).toBe(false);
});

it.each([
  ["http://example.com/oauth/token?a=1", "/oauth/token?a=1", "example.com"],
  ["HTTPS://example.com:8443", "/", "example.com:8443"],
])("the target %s is taken as its path, and its host as the Host", (url, path, host) => {
  const request = { url, headers: { host: "other" } };
  takeOriginForm(request);
  expect(request).toEqual({ url: path, headers: { host } });
});

it.each(["/a?b=http://x/", "*", "//example.com/a", "ftp://x/y", "http://"])("the target %s stays as it is", (url) => {
  const request = { url, headers: { host: "other" } };
  takeOriginForm(request);
  expect(request).toEqual({ url, headers: { host: "other" } });
});
