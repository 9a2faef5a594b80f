import { beforeAll, beforeEach, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { findApp } from "@/lib/apps/queries";
import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";
import { saveSubscription } from "@/lib/subscriptions/commands";
import { newAccount } from "@/tests/support/actors";

let owner: Actor;
let appId: string;
let subscriptionId: string;

const url = "https://hooks.example.com/bell";
const asSaved = () => ({ subscriptionId, name: "Bell", url, eventIds: ["meeting.started"] });
const save = (edited: ReturnType<typeof asSaved> | null, name: string) =>
  saveSubscription(owner, { appId, edited, name, url, eventIds: ["meeting.started"] });
const name = async () => (await findApp(owner, appId))?.subscriptions[0]?.name;

beforeAll(async () => {
  owner = await (await newAccount()).as("owner");
});

beforeEach(async () => {
  ({ appId } = await createApp(owner, { name: "Bell" }));
  ({ subscriptionId } = await save(null, "Bell"));
});

async function theirsInRefusal(edited: ReturnType<typeof asSaved>): Promise<ReturnType<typeof asSaved>> {
  const refusal = await save(edited, "Mine").catch((error: unknown) => error);
  if (!(refusal instanceof Refusal && refusal.code === "conflict")) throw new Error("not refused");
  const current = (field: string) => refusal.items.find((item) => item.field === field)?.current ?? "";
  return { subscriptionId, name: current("name"), url: current("url"), eventIds: current("eventIds").split(" ") };
}

it("a subscription that someone else changed is only replaced by those who saw the change, and by no consent", async () => {
  const seen = asSaved();
  await save(seen, "Theirs");
  const theirs = await theirsInRefusal(seen);
  expect(theirs).toEqual({ ...seen, name: "Theirs" });
  await save(theirs, "Newer");
  const newer = await theirsInRefusal(theirs);
  expect(newer.name).toBe("Newer");
  const consent = ["would-break-activation", "last-credential"] as const;
  const input = { appId, edited: theirs, name: "Mine", url, eventIds: [], consent };
  await expect(saveSubscription(owner, input)).rejects.toMatchObject({ code: "conflict" });
  expect(await name()).toBe("Newer");
  await save(newer, "Mine");
  expect(await name()).toBe("Mine");
});
