import { describe, expect, it } from "vitest";
import { askUnlessAgreed, consentInput } from "@/lib/apps/consent";

const question = { code: "last-credential", message: "No credential would be left.", items: [] } as const;
const ask =
  (...consent: Parameters<typeof askUnlessAgreed>[1][]) =>
  () =>
    askUnlessAgreed({ ...question, items: [] }, ...consent);

describe("consent", () => {
  it("answers only the question it was given for", () => {
    expect(ask()).toThrow(question.message);
    expect(ask([])).toThrow(question.message);
    expect(ask(["would-break-activation"])).toThrow(question.message);
    expect(ask(["would-break-activation", "last-credential"])).not.toThrow();
  });

  it("to what isn't asked is ignored", () => {
    expect(() => askUnlessAgreed(null, ["last-credential"])).not.toThrow();
  });

  it("is a list of questions that can be asked, or left out", () => {
    expect(consentInput.parse(undefined)).toBeUndefined();
    expect(consentInput.parse(["last-credential"])).toEqual(["last-credential"]);
    for (const wrong of [
      ["forbidden"],
      ["conflict"],
      "last-credential",
      true,
      null,
      Array(3).fill("last-credential"),
    ]) {
      expect(consentInput.safeParse(wrong).success).toBe(false);
    }
  });
});
