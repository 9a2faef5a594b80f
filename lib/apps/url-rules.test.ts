import { expect, test } from "vitest";
import { isSameUrl } from "@/lib/apps/url-rules";

const url = "https://bücher.example/caf%C3%A9?a=b";

test.each([
  "HTTPS://bücher.example/caf%C3%A9?a=b",
  "https://BÜCHER.Example/caf%C3%A9?a=b",
  "https://xn--bcher-kva.example/caf%C3%A9?a=b",
  "https://bücher.example:443/caf%C3%A9?a=b",
  "https://bücher.example./caf%c3%a9?a=b",
  "https://bücher.example/x/../café?a=b#here",
])("%s is the same URL", (other) => {
  expect(isSameUrl(url, other)).toBe(true);
});

test.each([
  "http://bücher.example/caf%C3%A9?a=b",
  "https://bücher.example:8443/caf%C3%A9?a=b",
  "https://bücher.example/Caf%C3%A9?a=b",
  "https://bücher.example/caf%C3%A9/?a=b",
  "https://bücher.example/caf%C3%A9?a=B",
  "not a URL",
  "",
])("%s is another URL", (other) => {
  expect(isSameUrl(url, other)).toBe(false);
});

test("an empty path is the same as /", () => {
  expect(isSameUrl("http://127.0.0.1", "HTTP://127.0.0.1:80/")).toBe(true);
});
