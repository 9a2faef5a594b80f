import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp } from "@/lib/apps/commands";
import { findApp } from "@/lib/apps/queries";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { noAuthorization } from "@/lib/subscriptions/authorization-kinds";
import { removeSubscription, saveSubscription, setEventsEnabled } from "@/lib/subscriptions/commands";
import { findEndpoints } from "@/lib/subscriptions/endpoints";
import { noteForOwner } from "@/lib/subscriptions/notices";
import { revalidateDue } from "@/lib/subscriptions/revalidate";
import {
  endOldToken,
  regenerateSecretToken,
  revealSecretToken,
  signWithNewToken,
} from "@/lib/subscriptions/secret-token";
import { setSubscriptionEnabled, validateEndpoint } from "@/lib/subscriptions/validation";
import { newAccount } from "@/tests/support/actors";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

let owner: Actor;
let receiver: Receiver;
/** The secret token that the receiver answers with. */
let token = "";
let appId: string;
let url: string;

beforeAll(async () => {
  owner = await (await newAccount()).as("owner");
});

beforeEach(async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  await pool().query(`DELETE FROM "Throttle"`);
  receiver = await startReceiver({ token: () => token });
  url = receiver.url;
  appId = (await createApp(owner, { name: "Bell" })).appId;
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await setEventsEnabled(owner, { appId, enabled: true });
  token = (await revealSecretToken(owner, { appId })).secretToken;
});

afterEach(() => receiver.stop());

const events = ["meeting.started"];

const save = async (wanted: Partial<Parameters<typeof saveSubscription>[1]> = {}): Promise<string> =>
  (await saveSubscription(owner, { appId, edited: null, name: "", url, eventIds: events, ...wanted })).subscriptionId;

const seen = (subscriptionId: string, at = url, eventIds = events) => ({ subscriptionId, name: "", url: at, eventIds });

const validate = (subscriptionId?: string) =>
  validateEndpoint(owner, { appId, url, ...(subscriptionId ? { subscriptionId } : {}) });

const standing = async () => {
  const [{ enabled, disabledBecause, validated } = {}] = (await findApp(owner, appId))?.subscriptions ?? [];
  return { enabled, disabledBecause, validated };
};

const good = { enabled: true, disabledBecause: null, validated: true };
const draft = { enabled: false, disabledBecause: null, validated: false };

const acts = async () =>
  (await db().auditEntry.findMany({ where: { appId }, orderBy: { id: "asc" } })).map((entry) => entry.action);

const activated = async (): Promise<string> => {
  await validate();
  const id = await save();
  await activateApp(owner, { appId });
  return id;
};

describe("an endpoint that is validated", () => {
  it("before it is saved is remembered: its subscription is enabled when saved", async () => {
    expect(await validate()).toMatchObject({ valid: true });
    await save();
    expect(await standing()).toEqual(good);
    expect(await acts()).toContain("app.subscriptionValidated");
  });

  it("after it is saved enables its subscription, if that has events", async () => {
    const id = await save({ eventIds: [] });
    expect(await standing()).toEqual(draft);
    await validate(id);
    expect(await standing()).toEqual({ ...good, enabled: false });
    await save({ edited: seen(id, url, []) });
    expect(await standing()).toEqual(good);
    await save({ edited: seen(id), url: `${url}/other` });
    expect(await standing()).toEqual(draft);
    url = `${url}/other`;
    await validate(id);
    expect(await standing()).toEqual(good);
    expect((await acts()).slice(-2)).toEqual(["app.subscriptionValidated", "app.subscriptionEnabled"]);
  });

  it("counts however its URL is written, and is forgotten so too", async () => {
    const loud = url.replace("http:", "HTTP:");
    await validateEndpoint(owner, { appId, url: loud });
    const id = await save();
    expect(await standing()).toMatchObject({ enabled: true, validated: true });
    await save({ edited: seen(id), url: loud });
    expect(await standing()).toMatchObject({ enabled: true, validated: true });
    token = "another";
    expect((await validate(id)).valid).toBe(false);
    await save({ url: loud });
    const { subscriptions = [] } = (await findApp(owner, appId)) ?? {};
    expect(subscriptions.map(({ enabled }) => enabled)).toEqual([true, false]);
  });

  it("is no longer valid once a validation fails, and the stage and reason are shown", async () => {
    await validate();
    token = "somebody else's";
    const { valid, stages } = await validate();
    expect(valid).toBe(false);
    expect(stages.map(({ stage, ok }) => [stage, ok])).toEqual([
      ["dns", true],
      ["connect", true],
      ["tls", true],
      ["status", true],
      ["time", true],
      ["body", false],
    ]);
    await save();
    expect(await standing()).toEqual(draft);
    expect(await acts()).toContain("app.subscriptionNotValidated");
  });

  it("does not enable a subscription that a person disabled; they can enable it once it is validated", async () => {
    const id = await save();
    await expect(setSubscriptionEnabled(owner, { appId, subscriptionId: id, enabled: true })).rejects.toMatchObject({
      code: "incomplete",
    });
    await validate(id);
    await setSubscriptionEnabled(owner, { appId, subscriptionId: id, enabled: false });
    await validate(id);
    await save({ edited: seen(id) });
    expect(await standing()).toEqual({ enabled: false, disabledBecause: "person", validated: true });
    await setSubscriptionEnabled(owner, { appId, subscriptionId: id, enabled: true });
    expect(await standing()).toEqual(good);
  });

  it("may be at a private address over plain http only if that is allowed", async () => {
    useSettings({});
    await expect(validate()).rejects.toMatchObject({ code: "invalid", items: [{ field: "url" }] });
    await expect(save()).rejects.toMatchObject({ code: "invalid", items: [{ field: "url" }] });
    expect(receiver.received).toEqual([]);
  });
});

describe("a notice about an endpoint", () => {
  const tell = (subscriptionId: string) =>
    db().$transaction((tx) =>
      noteForOwner(tx, { appId, subscriptionId, about: "endpoint-not-validated", message: "It did not answer." }),
    );
  const open = () => db().notice.count({ where: { appId, closedAt: null } });
  const switchTo = (subscriptionId: string, enabled: boolean) =>
    setSubscriptionEnabled(owner, { appId, subscriptionId, enabled });

  const ways: [string, (id: string) => Promise<unknown>][] = [
    ["validated", (id) => validate(id)],
    [
      "saved with an authorization it was validated with",
      async (id) => {
        const authorization = { ...noAuthorization, kind: "basic" as const, user: "bell", secret: "ding" };
        await validateEndpoint(owner, { appId, url, subscriptionId: id, authorization });
        await save({ edited: seen(id), authorization });
      },
    ],
    ["saved with another URL", (id) => save({ edited: seen(id), url: `${url}/other` })],
    ["enabled by a person", (id) => switchTo(id, false).then(() => switchTo(id, true))],
    ["removed", (id) => removeSubscription(owner, { appId, subscriptionId: id })],
  ];

  it.each(ways)("is closed when the endpoint is %s; notices about other endpoints stay open", async (_how, mend) => {
    await validate();
    const [id, other] = [await save(), await save({ url: `${url}/second` })];
    await tell(id);
    await tell(other);
    await mend(id);
    expect(await open()).toBe(1);
  });

  it("stays open if the endpoint is renamed, disabled or fails validation", async () => {
    await validate();
    const id = await save();
    await tell(id);
    await save({ edited: seen(id), name: "Bell" });
    await switchTo(id, false);
    token = "another one";
    await validate(id);
    expect(await open()).toBe(1);
  });
});

describe("an activated app", () => {
  it("keeps an enabled subscription validated and with events, unless it is deactivated with the edit", async () => {
    const id = await activated();
    const moved = { edited: seen(id), url: `${url}/moved` };
    await expect(save(moved)).rejects.toMatchObject({ code: "would-break-activation" });
    await expect(save({ edited: seen(id), eventIds: [] })).rejects.toMatchObject({ code: "would-break-activation" });
    const disabling = { appId, subscriptionId: id, enabled: false };
    await expect(setSubscriptionEnabled(owner, disabling)).rejects.toMatchObject({ code: "would-break-activation" });
    await expect(regenerateSecretToken(owner, { appId, overlap: "now" })).rejects.toMatchObject({
      code: "would-break-activation",
    });
    expect(await standing()).toEqual(good);
    await save({ ...moved, consent: ["would-break-activation"] });
    expect((await findApp(owner, appId))?.state).toBe("deactivated");
  });
});

describe("a stored authorization", () => {
  const basic = { ...noAuthorization, kind: "basic" as const, user: "bell", secret: "ding" };
  const asked = () => receiver.received.at(-1)?.headers.authorization;

  it("is sent with the challenge, shown without its secret, and keeps that if the field is left empty", async () => {
    const id = await save({ authorization: basic });
    const shown = (await findEndpoints(owner, appId))?.endpoints[0]?.authorization;
    expect(shown).toEqual({ ...basic, secret: "" });
    await validate(id);
    expect(asked()).toBe(`Basic ${btoa("bell:ding")}`);
    await save({ edited: seen(id), authorization: { ...basic, user: "bells", secret: "" } });
    await validate(id);
    expect(asked()).toBe(`Basic ${btoa("bells:ding")}`);
  });

  it("is sent only to the server it was entered for", async () => {
    const id = await save({ authorization: basic });
    const elsewhere = await startReceiver();
    const moved = { url: elsewhere.url, authorization: { ...basic, secret: "" } };
    const refused = { code: "invalid", items: [{ field: "authorization.secret" }] };
    await expect(save({ edited: seen(id), ...moved })).rejects.toMatchObject(refused);
    await expect(validateEndpoint(owner, { appId, subscriptionId: id, ...moved })).rejects.toMatchObject(refused);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });
});

describe("a rotation of the secret token", () => {
  const old = () => revealSecretToken(owner, { appId, which: "old" });
  const rotation = async () => (await findApp(owner, appId))?.rotation;
  const end = () => pool().query(`UPDATE "App" SET "previousTokenEndsAt" = now() WHERE "id" = $1`, [appId]);

  it("keeps endpoints valid that were validated with the old token, until that expires", async () => {
    const id = await activated();
    const { secretToken } = await regenerateSecretToken(owner, { appId, overlap: "day" });
    expect(secretToken).not.toBe(token);
    expect(await old()).toEqual({ secretToken: token });
    expect(await rotation()).toMatchObject({ signs: true });
    await signWithNewToken(owner, { appId });
    expect(await rotation()).toMatchObject({ signs: false });
    expect(await validate(id)).toMatchObject({ valid: true });
    expect(await standing()).toEqual(good);
    await expect(endOldToken(owner, { appId })).rejects.toMatchObject({ code: "would-break-activation" });
    await end();
    expect(await standing()).toEqual({ ...good, validated: false });
    await expect(old()).rejects.toMatchObject({ code: "not-found" });
    expect((await findApp(owner, appId))?.state).toBe("activated");
  });

  it("can be ended once the endpoint answers with the new token", async () => {
    const id = await activated();
    token = (await regenerateSecretToken(owner, { appId, overlap: "hour" })).secretToken;
    expect(await validate(id)).toMatchObject({ valid: true });
    await endOldToken(owner, { appId });
    expect(await standing()).toEqual(good);
    expect(await rotation()).toBeNull();
  });

  it("moves the next validation forward, to find endpoints without the new token in time", async () => {
    await activated();
    const hours = async () => {
      const { rows } = await pool().query(
        `SELECT round(extract(epoch FROM "nextValidationAt" - now()) / 3600)::int AS "h" FROM "Subscription" WHERE "appId" = $1`,
        [appId],
      );
      return rows[0].h;
    };
    expect(await hours()).toBe(72);
    await regenerateSecretToken(owner, { appId, overlap: "day" });
    expect(await hours()).toBe(12);
    await pool().query(`UPDATE "Subscription" SET "nextValidationAt" = now() WHERE "appId" = $1`, [appId]);
    await revalidateDue(new AbortController().signal);
    expect(await hours()).toBe(12);
  });
});
