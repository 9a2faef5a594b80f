import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as passwords from "@/lib/auth/password";
import { allowNextSignIn, forgetSignInAttempts } from "@/lib/auth/sign-in-throttle";
import { db, pool } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import { signIn } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";

// What a check costs is tested in lib/auth/password.test.ts; here checks are only counted.
vi.mock("@/lib/auth/password", { spy: true });

const right = "long enough";
let ada: string;

beforeAll(() => {
  vi.mocked(passwords.passwordMatches).mockImplementation(
    async (password, hash) => password === right && hash !== null,
  );
});

beforeEach(async () => {
  await pool().query(`DELETE FROM "Throttle"`);
  ada = (await newAccount()).ownerEmail;
  vi.mocked(passwords.passwordMatches).mockClear();
});

const checked = () => vi.mocked(passwords.passwordMatches).mock.calls.length;

/** The result of a sign-in: "in", or the refusal's code. */
async function attempt(email: string, password: string, address: string, device: string | null = null) {
  try {
    await signIn({ email, password }, { address, userAgent: "test", device });
    return "in";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function guess(times: number, address: (i: number) => string, email: (i: number) => string = () => ada) {
  for (let i = 0; i < times; i++) await attempt(email(i), `guess number ${i}`, address(i));
}

describe("guesses at one person's password", () => {
  it("from ten addresses never lock out the right password from a new address", async () => {
    await guess(200, (i) => `192.0.2.${i % 10}`);
    expect(checked()).toBe(50);
    expect(await attempt(ada, right, "198.51.100.1")).toBe("in");
  });

  it("from a hundred addresses leave a new address its first attempt; 150 are checked", async () => {
    await guess(400, (i) => `192.0.2.${i % 100}`);
    expect(checked()).toBeLessThanOrEqual(150);
    expect(await attempt(ada, right, "198.51.100.1")).toBe("in");
  });

  it("from two hundred addresses are limited; a known browser, a known address and a password link still get in", async () => {
    expect(await attempt(ada, right, "198.51.100.1")).toBe("in");
    await guess(200, (i) => `10.0.0.${i}`);
    expect(checked()).toBeLessThanOrEqual(152);
    expect(await attempt(ada, right, "198.51.100.2")).toBe("too-many");
    expect(await attempt(ada, right, "198.51.100.2", "her browser")).toBe("in");
    expect(await attempt(ada, right, "198.51.100.1")).toBe("in");
    await forgetSignInAttempts(ada);
    expect(await attempt(ada, right, "198.51.100.3")).toBe("in");
  });

  it("from one IPv6 network count as one address, known ones too", async () => {
    await guess(20, (i) => `2001:db8:0:1::${i}`);
    expect(checked()).toBe(5);
    expect(await attempt(ada, right, "2001:db8:0:1:f::1")).toBe("too-many");
    expect(await attempt(ada, right, "2001:db8:0:2::1")).toBe("in");
    await guess(200, (i) => `10.0.0.${i}`);
    expect(await attempt(ada, right, "2001:db8:0:2:f::1")).toBe("in");
    expect(await attempt(ada, right, "2001:db8:0:3::1")).toBe("too-many");
  });

  it("mention what works sooner, also for people who don't exist", async () => {
    const said: string[] = [];
    for (const email of [ada, "nobody@example.com"]) {
      await guess(
        6,
        () => "192.0.2.1",
        () => email,
      );
      const refused = signIn({ email, password: right }, { address: "192.0.2.1", userAgent: "", device: null });
      said.push(
        await refused.then(
          () => "in",
          (error: Refusal) => error.message,
        ),
      );
    }
    expect(new Set(said)).toEqual(
      new Set([
        "Too many attempts. Try again in 15 minutes. To sign in now, use a browser in which you have signed in before, or set a new password with “Forgot your password?”.",
      ]),
    );
  });
});

describe("one password tried on many people", () => {
  const people = (i: number) => `person-${i}@example.com`;

  it("doesn't keep anyone there from signing in, once, with the password they just set through a link", async () => {
    await guess(60, () => "192.0.2.1", people);
    await allowNextSignIn(ada, "192.0.2.1");
    expect(await attempt("else@example.com", right, "192.0.2.1")).toBe("too-many");
    expect(await attempt(ada, right, "192.0.2.1")).toBe("in");
    expect(await attempt(ada, right, "192.0.2.1")).toBe("too-many");
  });

  it("is checked thirty times from one address; people still get in elsewhere, and there in known browsers", async () => {
    await guess(60, () => "192.0.2.1", people);
    expect(checked()).toBe(30);
    expect(await attempt(ada, right, "192.0.2.1")).toBe("too-many");
    expect(await attempt(ada, right, "192.0.2.1", "her browser")).toBe("in");
    expect(await attempt(ada, right, "192.0.2.2")).toBe("in");
  });

  it("is limited for simultaneous attempts too, and per IPv6 network", async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => attempt(people(i), "Spring2026", `2001:db8::${i.toString(16)}`)),
    );
    expect(checked()).toBe(30);
  });

  it("isn't reset by signing in to one's own account, which doesn't count either", async () => {
    await guess(29, () => "192.0.2.1", people);
    for (let i = 0; i < 5; i++) expect(await attempt(ada, right, "192.0.2.1")).toBe("in");
    await guess(1, () => "192.0.2.1", people);
    expect(await attempt(ada, right, "192.0.2.1")).toBe("too-many");
  });

  it("leaves no more rows than attempts that were checked", async () => {
    await guess(60, () => "192.0.2.1", people);
    const { rows } = await pool().query(`SELECT count(*)::int AS n FROM "Throttle"`);
    expect(rows[0].n).toBe(1 + 2 * 30);
  });
});

it("hundreds of people can sign in from one address at once", async () => {
  const { accountId, roleId } = await newAccount();
  const emails = Array.from({ length: 100 }, (_, i) => `${i}-${accountId}@example.com`.toLowerCase());
  await db().user.createMany({
    data: emails.map((email) => ({
      ...{ id: email, accountId, roleId: roleId("member"), email, name: "Member", passwordHash: "a hash" },
    })),
  });
  for (const email of emails) expect(await attempt(email, right, "192.0.2.1")).toBe("in");
});
