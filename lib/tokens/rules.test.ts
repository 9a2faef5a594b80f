import { describe, expect, it } from "vitest";
import { OAuthError } from "@/lib/tokens/oauth-error";
import {
  type AppFacts,
  type Claims,
  scopeProblem,
  scopesInEffect,
  scopesToIssue,
  tokenChecks,
  usableSecrets,
  whyDead,
  whyNoToken,
} from "@/lib/tokens/rules";

const now = 1_700_000_000;

const app: AppFacts = {
  appId: "app",
  clientId: "client",
  accountId: "account",
  ownerId: "owner",
  ownerActive: true,
  state: "activated",
  removed: false,
  epoch: 3,
  scopes: ["b", "a"],
  secrets: [{ id: "secret", digest: "d", expiresAt: null }],
  secretsAllowed: true,
  keys: [{ id: "key", publicJwk: null, jwksUrl: "https://example.com/keys", expiresAt: null }],
  now,
};

const claims: Claims = {
  client_id: "client",
  account_id: "account",
  scope: "a b",
  iat: now - 10,
  exp: now + 10,
  jti: "jti",
  epoch: 3,
  cred: "secret",
};

describe("why a token is not active", () => {
  it.each<[string, Partial<Claims>, Partial<AppFacts>, boolean, string | null]>([
    ["it is active", {}, {}, false, null],
    ["it has expired", { exp: now }, {}, false, "expired"],
    ["it was revoked", {}, {}, true, "revoked"],
    ["it belongs to another account", { account_id: "x" }, {}, false, "not a token of ours"],
    ["its app is a draft", {}, { state: "draft" }, false, "disabled"],
    ["its app is deactivated", {}, { state: "deactivated" }, false, "disabled"],
    ["its app was removed", {}, { removed: true }, false, "disabled"],
    ["its app's owner is deactivated", {}, { ownerActive: false }, false, "disabled"],
    ["its app was deactivated since it was issued", {}, { epoch: 4 }, false, "disabled"],
    ["its credential is gone", {}, { secrets: [] }, false, "credential gone"],
    ["its app has none of its scopes", {}, { scopes: ["c"] }, false, "no scope left"],
    ["it has no scope", { scope: "" }, {}, false, "no scope left"],
    ["it has expired and its app is deactivated", { exp: now - 1 }, { state: "deactivated" }, false, "expired"],
  ])("%s", (_case, claim, fact, revoked, reason) => {
    expect(whyDead({ ...claims, ...claim }, { ...app, ...fact }, revoked)).toBe(reason);
  });

  it("its app no longer exists", () => {
    expect(whyDead(claims, undefined, false)).toBe("not a token of ours");
  });
});

describe("scopes", () => {
  it("to issue are all of the app's, sorted", () => {
    expect(scopesToIssue(undefined, app.scopes)).toEqual(["a", "b"]);
  });

  it("to issue are the requested subset, sorted, without duplicates", () => {
    expect(scopesToIssue("b a b", ["c", "b", "a"])).toEqual(["a", "b"]);
  });

  it("the app lacks are named in the answer, if well-formed", () => {
    const refused = scopeProblem({ parameters: new Map([["scope", 'a meeting:read:x "<b>"']]), app });
    expect(refused).toBeInstanceOf(OAuthError);
    expect(refused).toMatchObject({ code: "invalid_scope", message: expect.stringContaining("meeting:read:x.") });
    expect(refused).toMatchObject({ message: expect.not.stringContaining("<") });
  });

  it("in effect are those of the token that the app still has", () => {
    expect(scopesInEffect({ scope: "a c" }, app)).toEqual(["a"]);
  });
});

describe("usable secrets", () => {
  const secrets = [
    { id: "ended", digest: "d", expiresAt: now },
    { id: "ending", digest: "d", expiresAt: now + 0.001 },
    { id: "lasting", digest: "d", expiresAt: null },
  ];

  it("are those not expired by the database's clock", () => {
    expect(usableSecrets({ ...app, secrets }).map((one) => one.id)).toEqual(["ending", "lasting"]);
  });

  it("of a removed app are none", () => {
    expect(usableSecrets({ ...app, secrets, removed: true })).toEqual([]);
  });
});

describe("the order of checks", () => {
  it("is grant, account, state, scope", () => {
    expect(tokenChecks.map(({ name }) => name)).toEqual(["grant_type", "account_id", "state of the app", "scope"]);
  });

  it.each([
    [{ grant_type: "x" }, "unsupported_grant_type"],
    [{ grant_type: "account_credentials" }, "invalid_request"],
    [{ grant_type: "client_credentials" }, "unauthorized_client"],
  ])("for a draft and the request %o stops at %s", (form, code) => {
    const parameters = new Map(Object.entries(form));
    expect(whyNoToken({ parameters, app: { ...app, state: "draft" } })?.code).toBe(code);
  });
});
