import { describe, expect, it } from "vitest";
import { ownCookies } from "@/lib/front/own-cookies";
import { useSettings } from "@/tests/support/settings";

const session = "eyJhbGciOiJkaXIifQ..iv-_0.text.tag";
const csrf = `${"a1".repeat(32)}%7C${"b2".repeat(32)}`;
const device = `${"d".repeat(22)}${`%20k1%3A${"0f".repeat(32)}`.repeat(2)}`;
const base = encodeURIComponent("http://localhost:3000");

const ours = [
  `next-auth.session-token=${session}`,
  `next-auth.csrf-token=${csrf}`,
  `next-auth.callback-url=${base}`,
  `next-auth.callback-url=${base}%2Fapps%3Fx%3D1`,
  "next-auth.callback-url=%2Fapps",
  `next-auth.pkce.code_verifier=${session}`,
  `next-auth.state=${session}`,
  `next-auth.nonce=${session}`,
  `patchbay-device=${device}`,
  "theme=dark",
];

/** Cookies that are dropped. */
const none = [
  ...["undefined", "null", "javascript:alert(1)", "dashboard", "myapp://open", "//evil.example", "/\\evil.example"].map(
    (value) => `next-auth.callback-url=${encodeURIComponent(value)}`,
  ),
  "next-auth.callback-url=%E0%A4%A",
  "next-auth.callback-url=https%3A%2F%2Fevil.example",
  "next-auth.callback-url=http:foo",
  `next-auth.callback-url=${base}%2F${"a".repeat(4096)}`,
  'next-auth.callback-url="/apps"',
  "next-auth.session-token=x.y.z",
  "next-auth.session-token=%E0%A4%A",
  `next-auth.session-token.0=${session}`,
  `next-auth.session-token@=${session}`,
  "next-auth.csrf-token=garbage",
  "next-auth.csrf-token=a|b",
  "next-auth.state=garbage",
  "next-auth.nonce=",
  "next-auth.pkce.code_verifier=1",
  "patchbay-device=garbage",
  "patchbay-device=a%20b%00",
  "theme=<script>",
  "__proto__=x",
  "constructor=x",
  "toString",
  "=",
  "",
  "other=1",
];

describe("of the cookies a browser sends", () => {
  it.each(ours)("those of Patchbay are kept: %s", (cookie) => {
    expect(ownCookies(cookie)).toBe(cookie);
  });

  it.each(none)("anything else is dropped: %s", (cookie) => {
    expect(ownCookies(cookie)).toBeUndefined();
    expect(ownCookies(`${cookie}; theme=light`)).toBe("theme=light");
    const name = cookie.split("=", 1)[0];
    expect(ownCookies(`theme=light; ${cookie}; ${name}=undefined;${cookie}`)).toBe("theme=light");
  });

  it("with https, those another program of the domain can set over http are not ours", () => {
    useSettings({ BASE_URL: "https://patchbay.example.com" });
    const secure = [`__Secure-next-auth.session-token=${session}`, `__Host-next-auth.csrf-token=${csrf}`];
    expect(ownCookies(secure.join("; "))).toBe(secure.join("; "));
    const others = [`next-auth.session-token=${session}`, `__Secure-next-auth.csrf-token=${csrf}`];
    expect(ownCookies(others.join("; "))).toBeUndefined();
    expect(ownCookies(`patchbay-device=${device}`)).toBe(`patchbay-device=${device}`);
  });
});
