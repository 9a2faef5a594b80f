import { decodeJwt } from "jose";
import { headers } from "next/headers";
import type { Profile, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import { rememberDevice } from "@/lib/auth/device";
import { signInThroughProvider } from "@/lib/auth/provider-sign-in";
import { requestAddress } from "@/lib/auth/request-address";
import { config } from "@/lib/config";

/** The provider's id in next-auth's addresses: it calls back at /api/auth/callback/oidc. */
export const providerId = "oidc";

/** How long one answer of the provider may take. */
const timeoutMs = 5_000;

/** The provider of OIDC_ISSUER for next-auth: code flow with PKCE, state and nonce; empty when none is configured. */
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

/** What the ID token, which next-auth has checked, says, and what many providers say in their userinfo only: the email. */
async function claimsOf(client: Client, tokens: { id_token?: string; access_token?: string }): Promise<Profile> {
  const claims: Profile = decodeJwt(tokens.id_token ?? "");
  if (!("userinfo_endpoint" in client.issuer.metadata) || !tokens.access_token) return claims;
  const userinfo = await client.userinfo(tokens.access_token);
  if (userinfo.sub !== claims.sub) throw new Error("The provider's userinfo is about somebody else");
  return { ...userinfo, ...claims };
}

/**
 * Lets somebody in whom the provider vouches for: opens their session and names it in `user`, which next-auth hands on
 * to the cookie. Otherwise answers the address at which sign-in says why not.
 */
export async function admitThroughProvider(user: User, profile: Profile | undefined): Promise<true | string> {
  const userAgent = (await headers()).get("user-agent") ?? "";
  const result = await signInThroughProvider(claimsInput.parse(profile), {
    address: await requestAddress(),
    userAgent,
  });
  if ("refused" in result) return `/sign-in?refused=${result.refused}`;
  await rememberDevice(result.email);
  user.sessionToken = result.sessionToken;
  return true;
}

const claimsInput = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().optional().catch(undefined),
  // Some providers send it as text.
  email_verified: z
    .union([z.literal(true), z.literal("true")])
    .optional()
    .catch(undefined),
  name: z.string().optional().catch(undefined),
});
