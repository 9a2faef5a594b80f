import { describe, expect, it } from "vitest";
import { tokenSnippets } from "./snippets";

const values = { baseUrl: "http://localhost:3000", accountId: "acc", clientId: "cid" };

describe("token snippets", () => {
  it("name the secret by $CLIENT_SECRET until it is revealed, and hold it from then on", () => {
    const before = tokenSnippets({ ...values, clientSecret: null });
    const after = tokenSnippets({ ...values, clientSecret: "s3cret" });
    for (const { code } of before) expect(code).toContain("CLIENT_SECRET");
    for (const { code } of after) {
      expect(code).toContain("s3cret");
      expect(code).not.toContain("CLIENT_SECRET");
    }
  });

  it("carry the app's own identifiers", () => {
    for (const { code } of tokenSnippets({ ...values, clientSecret: null })) {
      expect(code).toContain("cid");
      expect(code).toContain("acc");
      expect(code).toContain("http://localhost:3000/oauth/token");
    }
  });
});
