import { describe, expect, it } from "vitest";
import { newPasswordHash, whyWeakPassword } from "@/lib/auth/new-password";

const about = { email: "ada.keeper@example.com", names: ["Ada Keeper", "Lighthouse Ltd"] };
const why = (password: string) => whyWeakPassword(password, about);

describe("a new password", () => {
  it.each([
    "password",
    "12345678",
    "Password1",
    "qwertyuiop",
    "iloveyou1",
    "aaaaaaaa",
    "abcabcabc",
    "12341234",
    "abcdefgh",
    "1234567890",
    "87654321",
  ])("%s is refused: attackers try it first", async (password) => {
    expect(await why(password)).toBe("This is one of the first passwords attackers try. Choose another one.");
  });

  it.each(["ada.keeper@example.com", "Ada Keeper", "adakeeper2026", "LighthouseLtd!", "lighthouse ltd 1", "Patchbay1"])(
    "%s is refused: it is what everyone knows about the person",
    async (password) => {
      expect(await why(password)).toBe(
        "Choose a password that isn’t your email address, your name or the account’s name.",
      );
    },
  );

  it.each([
    "correct horse battery",
    "keeps the light on",
    "lighthouse keeper",
    "日本語のパスワード",
    "xkqzvwpj",
    "73056291846",
  ])("%s is accepted: no rule requires certain kinds of characters", async (password) => {
    expect(await why(password)).toBeNull();
  });

  it("is refused at its field", async () => {
    await expect(newPasswordHash("password", about, { key: "a", known: false })).rejects.toMatchObject({
      code: "invalid",
      items: [{ field: "password", message: expect.stringContaining("attackers") }],
    });
  });
});
