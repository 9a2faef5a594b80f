import { expect, it } from "vitest";
import { standardWebhooksForm } from "./standard-webhooks-form";

it("encodes exactly the bytes of the secret token", () => {
  for (const token of ["q3W0Zx5rQ1mXo8u2Yt7LkA", "Zoë"]) {
    const [prefix, encoded] = standardWebhooksForm(token).split("_");
    expect(prefix).toBe("whsec");
    expect(Buffer.from(encoded ?? "", "base64").toString("utf8")).toBe(token);
  }
});
