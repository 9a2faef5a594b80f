import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { activateApp, createApp } from "@/lib/apps/commands";
import { revealClientSecret } from "@/lib/apps/credentials";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { type MachineServer, post } from "@/tests/support/machine-server";
import { assertionForm, type Signing, signAssertion } from "@/tests/support/sign-assertion";

/** A new activated app of this person, and a backend with a key pair that signs assertions. */
export async function makeBackend(machine: MachineServer, owner: Actor) {
  const { appId } = await createApp(owner, { name: "Reports" });
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  const { clientSecret } = await revealClientSecret(owner, { appId });
  const { clientId } = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { clientId: true } });
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

  /** An assertion that is valid except for `how`. */
  const assertion = (how: Signing = {}): Promise<string> =>
    signAssertion({ clientId, audience: machine.url, key: pair.privateKey, ...how });

  /** The body parameters used instead of a secret. */
  const authentication = async (jwt: string | Promise<string> = assertion()) => assertionForm(await jwt);

  const ask = async (jwt?: string | Promise<string>, form: Record<string, string> = {}) =>
    machine.send(post("/oauth/token", { grant_type: "client_credentials", ...(await authentication(jwt)), ...form }));

  return { appId, clientId, clientSecret, pair, assertion, authentication, ask };
}

/** A public key as people paste it. */
export const pemOf = (key: KeyObject): string => String(key.export({ format: "pem", type: "spki" }));
