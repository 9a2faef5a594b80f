import { expect, test } from "vitest";
import { emailAddress } from "@/lib/text/email";
import { emailInput } from "@/lib/text/inputs";

test.each([
  ["ada@example.com", "ada@example.com"],
  ["Ada.Keeper+news@Example.COM", "Ada.Keeper+news@example.com"],
  ["team&support@example.com", "team&support@example.com"],
  ["x=y@example.com", "x=y@example.com"],
  ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
  ["user@bücher.example", "user@xn--bcher-kva.example"],
  ["user@BÜCHER.example", "user@xn--bcher-kva.example"],
  ["user@xn--80a1acny.xn--p1ai", "user@xn--80a1acny.xn--p1ai"],
  ["user@почта.рф", "user@xn--80a1acny.xn--p1ai"],
  ["user@例え。テスト", "user@xn--r8jz45g.xn--zckzah"],
  ["user@faß.example", "user@xn--fa-hia.example"],
  ["a@b.co", "a@b.co"],
  ["1@2.example", "1@2.example"],
])("%s is the address %s", (text, address) => {
  expect(emailAddress(text)).toBe(address);
});

test.each([
  "",
  "ada",
  "@example.com",
  "ada@",
  "ada@localhost",
  "ada@127.0.0.1",
  "ada@0x7f.1",
  "ada@[127.0.0.1]",
  "ada@example.com.",
  "ada@.example.com",
  "ada@exam..ple.com",
  "ada@-example.com",
  "ada@example-.com",
  "ada@exam_ple.com",
  "ada@example.com:25",
  "ada@example.com/x",
  "ada@user@example.com",
  "ada@ex%61mple.com",
  "ada@exa mple.com",
  ".ada@example.com",
  "ada.@example.com",
  "a..da@example.com",
  "ada keeper@example.com",
  '"ada"@example.com',
  "ada,grace@example.com",
  "Ada <ada@example.com>",
  "ädä@example.com",
  `${"x".repeat(65)}@example.com`,
  `ada@${"x".repeat(64)}.example`,
  `ada@${"x.".repeat(130)}example`,
  "ada@example.c",
  "ada@xn--a.example",
])("%j is not an address", (text) => {
  expect(emailAddress(text)).toBeNull();
});

test("a form's address is compared in lower case, however the domain was written", () => {
  const typed = ["  USER@Bücher.example ", "user@bu\u0308cher.example", "user@xn--BCHER-KVA.example"];
  expect(typed.map((text) => emailInput.parse(text))).toEqual(Array(3).fill("user@xn--bcher-kva.example"));
});

test("an address that would be too long once its domain is ASCII is refused with the same sentence", () => {
  const { error } = emailInput.safeParse(`${"x".repeat(60)}@${"ü".repeat(40)}.${"ü".repeat(40)}.example`);
  expect(error?.issues.map(({ message }) => message)).toEqual(["Enter an email address such as name@example.com."]);
});
