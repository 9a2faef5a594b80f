import { decodeJwt } from "jose";
import { headers } from "next/headers";
import type { Profile, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import { config } from "@/lib/config";
import { log } from "@/lib/log";
import { type Claims, readClaims } from "@/lib/sign-in/claims";
import type { ProviderRefusal } from "@/lib/sign-in/provider-refusals";
import { signInThroughProvider } from "@/lib/sign-in/provider-sign-in";
import { rememberDevice } from "@/lib/web/device";
import { requestAddress } from "@/lib/web/request-address";
import { rememberVouched } from "@/lib/web/vouched";

/** The provider's ID in next-auth's URLs: the callback is /api/auth/callback/oidc. */
export const providerId = "oidc";

/** Timeout for each response from the provider. */
const timeoutMs = 5_000;

/**
 * next-auth's configuration of the OIDC_ISSUER provider: code flow with PKCE, state and nonce; empty if none is
 * configured.
 */
export function identityProvider(): OAuthConfig<Profile>[] {
  const { oidc } = config();
  if (!oidc) return [];
  return [
    {
      id: providerId,
      name: oidc.host,
      type: "oauth",
      wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      authorization: { params: { scope: "openid email profile" } },
      checks: ["pkce", "state", "nonce"],
      idToken: true,
      httpOptions: { timeout: timeoutMs },
      userinfo: { request: ({ client, tokens }) => claimsOf(client, tokens) },
      profile: (profile) => ({ id: profile.sub ?? "", sessionToken: "" }),
    },
  ];
}

type Client = { issuer: { metadata: object }; userinfo: (accessToken: string) => Promise<Profile> };

/** The claims of the ID token, which next-auth has verified, completed from userinfo. */
async function claimsOf(client: Client, tokens: { id_token?: string; access_token?: string }): Promise<Claims> {
  const asks = "userinfo_endpoint" in client.issuer.metadata && tokens.access_token;
  const userinfo = asks ? await client.userinfo(asks) : null;
  const trustEmail = config().oidc?.trustEmail ?? false;
  return readClaims(decodeJwt(tokens.id_token ?? ""), userinfo && { ...userinfo }, { trustEmail });
}

/**
 * Admits someone the provider vouches for: opens a session and puts its token into `user`, from which next-auth sets
 * the cookie. Otherwise returns the URL where sign-in says why not, or asks which account to join. Never throws,
 * because next-auth would put the error into the address bar.
 */
export async function admitThroughProvider(user: User, profile: Profile | undefined): Promise<true | string> {
  try {
    return await admit(user, claimsInput.parse(profile));
  } catch (error) {
    log.error({ err: error }, "sign-in through the identity provider failed");
    return refusedAt("failed");
  }
}

const refusedAt = (refused: ProviderRefusal): string => `/sign-in?refused=${refused}`;

async function admit(user: User, claims: Claims): Promise<true | string> {
  const userAgent = (await headers()).get("user-agent") ?? "";
  const result = await signInThroughProvider(claims, { address: await requestAddress(), userAgent });
  if ("refused" in result) return refusedAt(result.refused);
  if ("choose" in result) {
    await rememberVouched(result.choose);
    return "/sign-in/choose";
  }
  await rememberDevice(result.email);
  user.sessionToken = result.sessionToken;
  return true;
}

/** The result of {@link readClaims}. */
const claimsInput = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.string().exactOptional(),
  email_verified: z.literal(true).exactOptional(),
  name: z.string().exactOptional(),
});
