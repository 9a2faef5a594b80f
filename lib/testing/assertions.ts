import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import { activateApp, createApp } from "@/lib/apps/commands";
import { revealClientSecret } from "@/lib/apps/credentials";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { type MachineServer, post } from "@/lib/testing/machine-server";

type Signing = { alg?: string; kid?: string; key?: KeyObject; claims?: JWTPayload };

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** A new activated app of this person with its backend, which has a pair of keys and signs assertions with it. */
export async function makeBackend(machine: MachineServer, owner: Actor) {
  const { appId } = await createApp(owner, { name: "Reports" });
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  const { clientSecret } = await revealClientSecret(owner, { appId });
  const { clientId } = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { clientId: true } });
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

  /** An assertion that holds, but for what is given. */
  function assertion({ alg = "ES256", kid, key = pair.privateKey, claims = {} }: Signing = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const own = { iss: clientId, sub: clientId, aud: machine.url, exp: now + 60, iat: now, jti: randomUUID() };
    const header = { alg, ...(kid === undefined ? {} : { kid }) };
    return new SignJWT({ ...own, ...claims }).setProtectedHeader(header).sign(key);
  }

  /** What stands in the body in place of a secret. */
  const authentication = async (jwt: string | Promise<string> = assertion()) => ({
    client_assertion_type: assertionType,
    client_assertion: await jwt,
  });

  const ask = async (jwt?: string | Promise<string>, form: Record<string, string> = {}) =>
    machine.send(post("/oauth/token", { grant_type: "client_credentials", ...(await authentication(jwt)), ...form }));

  return { appId, clientId, clientSecret, pair, assertion, authentication, ask };
}

/** A public key as people paste it. */
export const pemOf = (key: KeyObject): string => String(key.export({ format: "pem", type: "spki" }));
