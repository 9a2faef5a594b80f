import { expect, it } from "vitest";
import { providerRefusals } from "@/lib/sign-in/provider-refusals";
import { admitThroughProvider } from "@/lib/web/identity-provider";
import { useSettings } from "@/tests/support/settings";

it("whatever fails while someone is admitted, the address bar only shows one of our own codes", async () => {
  useSettings({ LOG_LEVEL: "silent" });
  const profile = { iss: "https://id.example.com", sub: "s-1", email: "ada@example.com", email_verified: true };
  // Outside a request, everything that reads one throws, as an unreachable database would.
  for (const given of [profile, { sub: 7 }, undefined]) {
    const where = await admitThroughProvider({ id: "", sessionToken: "" }, given as never);
    const word = /^\/sign-in\?refused=([a-z-]+)$/.exec(String(where))?.[1] ?? "";
    expect(Object.keys(providerRefusals)).toContain(word);
  }
});
