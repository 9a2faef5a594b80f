import { beforeEach, expect, it } from "vitest";
import { makeSetUpLink, setUpAccount } from "@/lib/accounts/set-up";
import type { Actor } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/database/db";
import { invite } from "@/lib/people/invitations";
import { join } from "@/lib/people/join";
import { makeResetLink, resetPassword } from "@/lib/people/password-links";
import { changePassword } from "@/lib/people/passwords";
import { signIn } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";
import { useSettings } from "@/tests/support/settings";

const good = "keeps the light on";
const from = { address: "192.0.2.1", userAgent: "", device: null };

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let developer: Actor;

beforeEach(async () => {
  account = await newAccount();
  [owner, developer] = [await account.as("owner"), await account.as("developer")];
});

const lastOf = (link: string): string => link.slice(Math.max(link.lastIndexOf("/"), link.lastIndexOf("=")) + 1);

/** Every way to choose a password, with the email address it is for. */
const ways: [string, () => Promise<{ email: string; choose: (password: string) => Promise<unknown> }>][] = [
  [
    "setting up an account",
    async () => {
      const token = lastOf(await makeSetUpLink("Lighthouse"));
      const email = `${token.toLowerCase().replace(/[^a-z0-9]/g, "")}@example.com`;
      const person = { token, accountName: "Lighthouse", name: "Ada Keeper", email };
      return { email, choose: (password) => setUpAccount({ ...person, password }, "192.0.2.1") };
    },
  ],
  [
    "joining an account",
    async () => {
      const email = `invited-${developer.email}`;
      const { link } = await invite(owner, { email, roleId: account.roleId("member") });
      return {
        email,
        choose: (password) => join({ token: lastOf(link), name: "Ada", password }, "192.0.2.1"),
      };
    },
  ],
  [
    "using a password link",
    async () => {
      const { link } = await makeResetLink(owner, { userId: developer.userId });
      return {
        email: developer.email,
        choose: (password) => resetPassword({ token: lastOf(link), password }, "192.0.2.1"),
      };
    },
  ],
  [
    "changing the password",
    async () => {
      const passwordHash = await hashPassword("the first one");
      await db().user.update({ where: { id: developer.userId }, data: { passwordHash } });
      return {
        email: developer.email,
        choose: (password) => changePassword(developer, { current: "the first one", password }),
      };
    },
  ],
];

it.each(ways)(
  "%s refuses an easily guessed password, leaves the link usable, and then lets the person in",
  async (_way, prepare) => {
    const { email, choose } = await prepare();
    for (const weak of ["password", "12345678", email]) {
      await expect(choose(weak)).rejects.toMatchObject({ code: "invalid", items: [{ field: "password" }] });
    }
    await choose(good);
    expect((await signIn({ email, password: good }, from)).email).toBe(email);
  },
);

it("a link that can't be used is refused before anything is hashed", async () => {
  const used = { token: "no such link", name: "Ada", password: "password" };
  await expect(join(used, "")).rejects.toMatchObject({ code: "link-not-usable" });
  await expect(resetPassword(used, "")).rejects.toMatchObject({ code: "link-not-usable" });
});

it("password links for one person are emailed five times an hour", async () => {
  useSettings({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "Patchbay <patchbay@example.com>" });
  const make = () => makeResetLink(owner, { userId: developer.userId });
  for (let i = 0; i < 5; i++) await make();
  await expect(make()).rejects.toMatchObject({ code: "too-many" });
  await makeResetLink(owner, { userId: (await account.as("member")).userId });
});
