import { createAccount } from "@/lib/accounts/commands";
import { type Actor, findActor, sessionDays } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { randomAlphanumeric } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { happened, onDay } from "@/lib/demo/when";
import { deactivatePerson } from "@/lib/people/commands";
import { invite } from "@/lib/people/invitations";
import { join } from "@/lib/people/join";
import { appsPrivilege } from "@/lib/rights/privileges";
import { createRole } from "@/lib/roles/commands";
import { signIn } from "@/lib/sign-in/sign-in";

export const accountName = "Alderney Ferries";

const supportLead = "Support lead";

type Person = { name: string; email: string; role: string; address: string; joined: Date };

/** The demo account's people, in the order in which they joined. */
export const people = {
  ingrid: {
    name: "Ingrid Solberg",
    email: "ingrid@alderney.example",
    role: "Owner",
    address: "203.0.113.20",
    joined: onDay(41, "09:02"),
  },
  marcus: {
    name: "Marcus Okafor",
    email: "marcus@alderney.example",
    role: "Admin",
    address: "203.0.113.31",
    joined: onDay(40, "10:47"),
  },
  tomas: {
    name: "Tomás Rivera",
    email: "tomas@alderney.example",
    role: "Admin",
    address: "203.0.113.58",
    joined: onDay(39, "13:20"),
  },
  yuki: {
    name: "Yuki Tanaka",
    email: "yuki@alderney.example",
    role: "Developer",
    address: "198.51.100.7",
    joined: onDay(33, "08:55"),
  },
  leila: {
    name: "Leila Haddad",
    email: "leila@alderney.example",
    role: supportLead,
    address: "203.0.113.77",
    joined: onDay(16, "11:31"),
  },
} satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;

/** Who left the company, and when. No one signs in as Tomás, and his apps are out of service. */
export const leaver: { who: PersonKey; at: Date } = { who: "tomas", at: onDay(9, "17:30") };

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const signInEveryMs = 5 * 86_400_000;

type Presence = { password: string; sessionId: string; since: Date };
const present = new Map<PersonKey, Presence>();

/** The person as an Actor, signed in again if their last sign-in is some days old. */
export async function actorAt(who: PersonKey, at: Date): Promise<Actor> {
  const { email, address } = people[who];
  const here = present.get(who);
  if (!here) throw new Error(`${who} has not joined yet`);
  if (here.sessionId === "" || at.getTime() - here.since.getTime() > signInEveryMs) {
    const origin = { address, userAgent: browser, device: null };
    here.sessionId = (await happened(at, () => signIn({ email, password: here.password }, origin))).sessionId;
    here.since = at;
  }
  const actor = await findActor(here.sessionId, address);
  if (!actor) throw new Error(`${who} is no longer signed in`);
  return actor;
}

/** Creates the account and its owner. */
export async function openAccount(): Promise<void> {
  const { name, email, address, joined } = people.ingrid;
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await happened(joined, () =>
    db().$transaction((tx) => createAccount(tx, { accountName, name, email, passwordHash }, address)),
  );
  present.set("ingrid", { password, sessionId: "", since: joined });
}

/** The owner invites a person, who joins 35 minutes later. */
export async function welcome(who: PersonKey): Promise<void> {
  const { name, email, role, address, joined } = people[who];
  const invited = new Date(joined.getTime() - 35 * 60_000);
  const { link } = await inviteTo(email, role, invited);
  const password = newPassword();
  const token = link.slice(link.lastIndexOf("/") + 1);
  await happened(joined, () => join({ token, name, password }, address));
  present.set(who, { password, sessionId: "", since: joined });
}

/** The owner invites someone who has not joined yet. */
export async function inviteTo(email: string, role: string, at: Date): Promise<{ link: string }> {
  const owner = await actorAt("ingrid", at);
  const { id } = await db().role.findFirstOrThrow({ where: { accountId: owner.accountId, name: role } });
  return happened(at, () => invite(owner, { email, roleId: id }));
}

/** A custom role that may see apps, people and all activity, and change nothing but recordings. */
export async function addSupportLeadRole(): Promise<void> {
  const at = onDay(17, "15:10");
  const views = [appsPrivilege, "Account", "Users", "Roles", "Meetings", "Reports"];
  const rights = { ...Object.fromEntries(views.map((name) => [name, "view" as const])), Recordings: "edit" as const };
  const description = "Helps passengers and staff. Can see everything and edit recordings.";
  const owner = await actorAt("ingrid", at);
  await happened(at, () => createRole(owner, { name: supportLead, description, rights }));
}

/** The leaver is deactivated. */
export async function leave(): Promise<void> {
  const owner = await actorAt("ingrid", leaver.at);
  const { id } = await db().user.findUniqueOrThrow({ where: { email: people[leaver.who].email } });
  await happened(leaver.at, () => deactivatePerson(owner, { userId: id }));
}

/** Sets when past links and sessions expire, as if they had been created on their day. */
export async function letLinksEnd(): Promise<void> {
  await db().$executeRaw`UPDATE "Invitation" SET "expiresAt" = "createdAt" + interval '7 days'`;
  await db().$executeRaw`UPDATE "Session" SET "expiresAt" = "lastSeenAt" + make_interval(days => ${sessionDays})`;
}

/**
 * Sets a new password for everyone who can sign in, and returns them. Passwords from an earlier start no longer work.
 */
export async function freshSignIns(): Promise<{ role: string; email: string; password: string }[]> {
  const emails = Object.values(people).map(({ email }) => email);
  const found = await db().user.findMany({
    where: { email: { in: emails }, status: "active" },
    orderBy: { createdAt: "asc" },
    select: { id: true, email: true, role: { select: { name: true } } },
  });
  return Promise.all(
    found.map(async ({ id, role, ...person }) => {
      const [email, password] = [person.email ?? "", newPassword()];
      await db().user.update({ where: { id }, data: { passwordHash: await hashPassword(password) } });
      return { role: role.name, email, password };
    }),
  );
}

const newPassword = (): string => randomAlphanumeric(16);
