import { describe, expect, it } from "vitest";
import { readClaims } from "@/lib/sign-in/claims";

const who = { iss: "https://id.example.com", sub: "s-1" };
const read = (token: object, userinfo: object | null = null, trustEmail = false) =>
  readClaims({ ...who, ...token }, userinfo && { sub: who.sub, ...userinfo }, { trustEmail });

const victim = "victim@example.com";
const attacker = "attacker@example.com";

describe("an email address and its verified flag", () => {
  it("come from one document: the ID token if it has an address", () => {
    expect(read({ email: victim }, { email: attacker, email_verified: true })).toEqual({ ...who, email: victim });
    expect(read({ email: victim, email_verified: false }, { email: victim, email_verified: true })).toEqual({
      ...who,
      email: victim,
    });
    expect(read({ email: victim, email_verified: true }, { email: attacker })).toEqual({
      ...who,
      email: victim,
      email_verified: true,
    });
  });

  it("come from userinfo if the ID token has no address, whatever flag the token has", () => {
    expect(read({ email_verified: true }, { email: attacker })).toEqual({ ...who, email: attacker });
    expect(read({}, { email: victim, email_verified: "true" })).toEqual({
      ...who,
      email: victim,
      email_verified: true,
    });
  });

  it.each([false, "false", 1, "yes", {}, [true]])("are not proved by a flag such as %j, trusted or not", (flag) => {
    for (const trust of [false, true])
      expect(read({ email: victim, email_verified: flag }, null, trust).email_verified).toBe(undefined);
  });

  it("are proved without a flag only if the issuer's addresses are trusted", () => {
    expect(read({ email: victim }).email_verified).toBe(undefined);
    expect(read({ email: victim }, null, true).email_verified).toBe(true);
    expect(read({ email: ["a", victim] }, { email: attacker, email_verified: true }, true)).toEqual(who);
  });
});

it("userinfo about another subject is refused, and so is a token that names no one", () => {
  expect(() => read({}, { sub: "s-2", email: victim, email_verified: true })).toThrow();
  expect(() => read({}, { sub: undefined })).toThrow();
  expect(() => readClaims({ iss: who.iss }, null, { trustEmail: false })).toThrow();
});

it("the name is the full name if given, otherwise given name and family name", () => {
  expect(read({ name: "Ida Ohm", given_name: "X" }).name).toBe("Ida Ohm");
  expect(read({ given_name: "Ida", family_name: "Ohm" }).name).toBe("Ida Ohm");
  expect(read({ name: " " }, { family_name: "Ohm" }).name).toBe("Ohm");
  expect(read({ name: 7 })).toEqual(who);
});
