import { describe, expect, it } from "vitest";
import { tokenSnippets } from "./snippets";

const values = { baseUrl: "http://localhost:3000", accountId: "acc", clientId: "cid" };

describe("token snippets", () => {
  it("use $CLIENT_SECRET until the secret is revealed, and contain the secret afterwards", () => {
    const before = tokenSnippets({ ...values, clientSecret: null });
    const after = tokenSnippets({ ...values, clientSecret: "s3cret" });
    for (const { code } of before) expect(code).toContain("CLIENT_SECRET");
    for (const { code } of after) {
      expect(code).toContain("s3cret");
      expect(code).not.toContain("CLIENT_SECRET");
    }
  });

  it("contain the app's own IDs", () => {
    for (const { code } of tokenSnippets({ ...values, clientSecret: null })) {
      expect(code).toContain("cid");
      expect(code).toContain("acc");
      expect(code).toContain("http://localhost:3000/oauth/token");
    }
  });
});
