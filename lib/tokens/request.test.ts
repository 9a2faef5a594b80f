import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseClientCredentials } from "@/lib/tokens/client-credentials";
import { OAuthError } from "@/lib/tokens/oauth-error";
import { parseParameters } from "@/lib/tokens/request";

const formType = "application/x-www-form-urlencoded";

const parse = (body: string | Uint8Array, { query = "", contentType = formType, inQuery = ["scope"] } = {}) =>
  parseParameters({ query, body: Buffer.from(body), contentType }, { names: inQuery });

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OAuthError) return `${error.status} ${error.code}`;
    throw error;
  }
  return "none";
}

describe("parameters", () => {
  it("are read from the body, and the named ones from the query string", () => {
    expect([...parse("a=1&b=x+y%C3%A9", { query: "scope=s&other=2" })]).toEqual([
      ["scope", "s"],
      ["a", "1"],
      ["b", "x yé"],
    ]);
  });

  it("without a value count as omitted", () => {
    expect([...parse("a=&b&c=1")]).toEqual([["c", "1"]]);
  });

  it("keep what comes after the first equals sign", () => {
    expect(parse("a=b=c").get("a")).toBe("b=c");
  });

  it("round-trip through any form encoder", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" }).filter((one) => !one.includes("\0"));
    fc.assert(
      fc.property(fc.dictionary(text, text), (form) => {
        const written = new URLSearchParams(Object.entries(form)).toString();
        expect(new Map(parse(written))).toEqual(new Map(Object.entries(form)));
      }),
      { seed: 1 },
    );
  });

  it("in any bytes are parsed or refused, with no other outcome", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const formish = fc.string({ unit: fc.constantFrom("a", "=", "&", "%", "+", "0", "f", "\0", "é", ";") });
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          formish.map((one) => new Uint8Array(Buffer.from(one))),
        ),
        formish,
        (body, query) => {
          expect(refusal(() => parse(body, { query }))).toMatch(/^(none|400 invalid_request)$/);
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });
});

describe("client credentials", () => {
  const post = new Map([
    ["client_id", "id"],
    ["client_secret", "s"],
  ]);
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  it("are read from Basic, form-decoded, with colons in the secret", () => {
    expect(parseClientCredentials(basic("i%2Bd:a:b+c"), new Map())).toEqual({ clientId: "i+d", clientSecret: "a:b c" });
  });

  it("are read from the body", () => {
    expect(parseClientCredentials(undefined, post)).toEqual({ clientId: "id", clientSecret: "s" });
  });

  it("in two places are refused even if they are equal", () => {
    expect(refusal(() => parseClientCredentials(basic("id:s"), post))).toBe("400 invalid_request");
  });

  it("in any header are parsed or refused, with no other outcome", () => {
    const header = fc.oneof(
      fc.string(),
      fc.string().map((one) => `Basic ${one}`),
      fc.uint8Array().map((one) => `Basic ${Buffer.from(one).toString("base64")}`),
    );
    fc.assert(
      fc.property(header, (one) => {
        expect(refusal(() => parseClientCredentials(one, new Map()))).toMatch(
          /^(none|400 invalid_request|401 invalid_client)$/,
        );
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
