import * as z from "zod";
import { deactivated } from "@/lib/app-state";
import { activationFacts } from "@/lib/apps/activation-facts";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
import { newClientSecret, newSecretToken } from "@/lib/apps/credentials";
import { createInTurn } from "@/lib/apps/edit-in-turn";
import { type Information, informationNames } from "@/lib/apps/information-fields";
import { informationInput } from "@/lib/apps/information-rules";
import type { LockedApp } from "@/lib/apps/locked-app";
import { missingRequirements } from "@/lib/apps/rules";
import type { AppChange } from "@/lib/apps/write";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomAlphanumeric, randomId } from "@/lib/crypto";
import { lockedActor, lockPeople } from "@/lib/people/locked-people";
import { refuseMoreApps } from "@/lib/quotas/owned";
import { Refusal, type RefusalItem } from "@/lib/refusal";
import { mayCreateApps } from "@/lib/rights/rules";
import { idInput } from "@/lib/text/inputs";
import { plain } from "@/lib/text/plain";

export const createAppInput = z.object({ name: informationInput.shape.name });

/**
 * Creates an app as a Draft with its credentials. The company is filled in from the account, the developer contact from
 * the person.
 * @throws Refusal `forbidden`, `quota-reached`
 */
export async function createApp(actor: Actor, input: { name: string }): Promise<{ appId: string }> {
  const id = randomId();
  await createInTurn(actor, async (tx) => {
    const owner = lockedActor(await lockPeople(tx, actor.accountId, [actor.userId]), actor);
    if (!mayCreateApps(owner)) throw new Refusal("forbidden", "You need S2S apps: Edit to create apps.");
    await refuseMoreApps(tx, actor.accountId);
    await tx.app.create({
      data: {
        id,
        accountId: actor.accountId,
        ownerId: actor.userId,
        name: input.name,
        clientId: randomAlphanumeric(22),
        companyName: actor.accountName,
        contactName: actor.name,
        contactEmail: actor.email,
        secretTokenSealed: newSecretToken(id),
        secrets: { create: newClientSecret() },
      },
    });
    await record(tx, actor, randomId(), [{ action: "app.created", target: { id, name: input.name }, appId: id }]);
  });
  return { appId: id };
}

export const saveInformationInput = z.object({
  appId: idInput,
  /** Per changed field: the value the editor saw, and the new one. */
  changes: z.partialRecord(
    z.enum(informationNames),
    z.object({ from: z.string().max(1000), to: z.string().max(10_000) }),
  ),
  consent: consentInput,
});

/**
 * Saves the edited fields of Information, each only if it still holds the value the editor saw. Two people can edit
 * different fields; of two who edit the same field, the second is refused and shown the first one's value.
 * @returns the saved values, cleaned up
 * @throws Refusal `invalid` (item per field), `conflict` (items with `current`), `would-break-activation`, and those of
 * {@link changeApp}
 */
export async function saveInformation(
  actor: Actor,
  { appId, changes, consent }: z.output<typeof saveInformationInput>,
): Promise<Partial<Information>> {
  const wanted = cleanInformation(changes);
  await changeApp(actor, appId, (app) => informationChange(app, changes, wanted), {
    consent,
  });
  return wanted;
}

type Changes = z.output<typeof saveInformationInput>["changes"];

function cleanInformation(changes: Changes): Partial<Information> {
  const to = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change?.to]));
  const parsed = informationInput.partial().safeParse(to);
  if (parsed.success) return parsed.data as Partial<Information>;
  const items = parsed.error.issues.map((issue) => ({ field: String(issue.path[0]), message: issue.message }));
  throw new Refusal("invalid", items[0]?.message ?? "This cannot be saved.", items);
}

function informationChange(app: LockedApp, changes: Changes, wanted: Partial<Information>): AppChange | null {
  const fields = informationNames.filter((field) => wanted[field] !== undefined && wanted[field] !== app[field]);
  const conflicts: RefusalItem[] = fields
    .filter((field) => changes[field]?.from !== app[field])
    .map((field) => ({ field, current: app[field], message: `Someone else changed it to “${app[field]}”.` }));
  if (conflicts.length > 0) throw new Refusal("conflict", "Someone else changed this field.", conflicts);
  if (fields.length === 0) return null;
  const pick = (from: Partial<Information>) => Object.fromEntries(fields.map((field) => [field, from[field] ?? ""]));
  const onlyName = fields.every((field) => field === "name");
  return {
    fields: pick(wanted),
    audit: [{ action: onlyName ? "app.renamed" : "app.informationChanged", before: pick(app), after: pick(wanted) }],
  };
}

export const appInput = z.object({ appId: idInput });

/**
 * Activates an app, which can then get tokens. Does nothing if it is already activated.
 * @throws Refusal `incomplete` with an item per missing requirement, and those of {@link changeApp}
 */
export async function activateApp(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: LockedApp<{ facts: typeof activationFacts }>): AppChange | null => {
    if (app.state === "activated") return null;
    const missing = missingRequirements(app.facts);
    if (missing.length > 0) {
      const items = missing.map(({ field, message }) => ({ field, message }));
      throw new Refusal("incomplete", missing.map((one) => one.message).join(" "), items);
    }
    if (app.owner.status !== "active") {
      throw new Refusal("incomplete", "The app’s owner is deactivated. Transfer the app to someone else first.");
    }
    return {
      fields: { state: "activated", activatedAt: app.now, activatedByName: actor.name },
      audit: [{ action: "app.activated" }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { facts: activationFacts } });
}

/**
 * Deactivates an app. All tokens issued to it are revoked when this returns, and stay revoked when it is activated
 * again.
 * @throws Refusal those of {@link changeApp}
 */
export async function deactivateApp(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: LockedApp) =>
    app.state === "activated" ? { fields: deactivated(app), audit: [{ action: "app.deactivated" as const }] } : null;
  await changeApp(actor, appId, decide, { revokes: true });
}

export const removeAppInput = z.object({ appId: idInput, typedName: z.string().max(1000) });

/**
 * Removes an app. Its tokens and credentials no longer work when this returns. If restored, it is Deactivated, or a
 * Draft if it was never activated.
 * @throws Refusal `invalid` if the typed name is not the app's, and those of {@link changeApp}
 */
export async function removeApp(
  actor: Actor,
  { appId, typedName }: { appId: string; typedName: string },
): Promise<void> {
  const decide = (app: LockedApp) => {
    if (plain(typedName) !== plain(app.name)) {
      const message = `Type the app’s name exactly: ${app.name}`;
      throw new Refusal("invalid", message, [{ field: "typedName", message }]);
    }
    const off = app.state === "activated" ? deactivated(app) : { epoch: app.epoch + 1 };
    const audit = [{ action: "app.removed" as const, before: { state: app.state } }];
    return { fields: { ...off, removedAt: app.now }, audit };
  };
  await changeApp(actor, appId, decide, { revokes: true });
}
