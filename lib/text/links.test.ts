import { expect, it } from "vitest";
import { holdsLink, withoutLinks } from "@/lib/text/links";

it.each([
  "https://evil.example",
  "HTTP://evil.example/x",
  "Win now: evil.example/claim",
  "www.evil.example",
  "evil.example:8443",
  "evil.example?x=1",
  "bücher.example/x",
])("detects a URL in a name: %s", (text) => {
  expect(holdsLink(text)).toBe(true);
});

it.each(["Booking.com", "J.R. Tolkien", "Node.js Foundation", "A/B Testing", "Ratio 3:1", "St. Mary’s", "Ltd."])(
  "accepts a name that is not a URL: %s",
  (text) => {
    expect(holdsLink(text)).toBe(false);
  },
);

it("leaves nothing in a name that a mail program would turn into a link", () => {
  expect(withoutLinks("Win at https://evil.example/x now")).toBe("Win at https evil. example/x now");
  expect(withoutLinks("Booking.com")).toBe("Booking. com");
  expect(withoutLinks("Zoë & Söhne, Ltd.")).toBe("Zoë & Söhne, Ltd.");
});
