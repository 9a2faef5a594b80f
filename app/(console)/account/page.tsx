import type { Metadata } from "next";
import { CopyField } from "@/components/copy-field";
import { PageHeader } from "@/components/page-header";
import { PageSection } from "@/components/page-section";
import { type ListedSigningKey, listSigningKeys } from "@/lib/accounts/signing-keys";
import type { Actor } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { type AccountUsage, findAccountUsage } from "@/lib/quotas/usage";
import { mayEditAccount, maySeeAccount } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { MissingPrivilege } from "../_rights/missing-privilege";
import { AccountName } from "./account-name";
import { Installation } from "./installation";
import { IntrospectionKey } from "./introspection-key";
import { SigningKeyTable } from "./signing-key-table";
import { UsageTable } from "./usage-table";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const actor = await requireActor();
  if (!maySeeAccount(actor)) {
    return (
      <>
        <PageHeader title="Account" />
        <MissingPrivilege actor={actor} privilege="Account: View" to="see the account" />
      </>
    );
  }
  const [keys, usage] = await Promise.all([listSigningKeys(), findAccountUsage(actor)]);
  return (
    <>
      <PageHeader title="Account" description={actor.accountName} />
      <div className="max-w-2xl divide-y">
        <Identity actor={actor} />
        <Introspection actor={actor} />
        <Addresses issuer={config().baseUrl} />
        <SigningKeys keys={keys} />
        {usage && <UsageAndLimits usage={usage} />}
        <Installation />
      </div>
    </>
  );
}

/** The sentence that says `act` requires Account: Edit; null if the actor has it. */
const whyNot = (actor: Actor, act: string): string | null =>
  mayEditAccount(actor) ? null : `${act} requires Account: Edit, which the role ${actor.roleName} does not grant.`;

function Identity({ actor }: { actor: Actor }) {
  return (
    <PageSection title="Identity">
      <AccountName name={actor.accountName} whyNot={whyNot(actor, "Renaming the account")} />
      <CopyField
        label="Account ID"
        value={actor.accountId}
        hint="Backends send this with their credentials when requesting a token."
      />
    </PageSection>
  );
}

function Introspection({ actor }: { actor: Actor }) {
  return (
    <PageSection
      title="Introspection"
      about={
        <>
          An API asks <code className="font-mono text-sm">POST /oauth/introspect</code> whether a token is active and
          which scopes it has now. It authenticates with this key as its bearer token, or as any activated app of the
          account.
        </>
      }
    >
      <IntrospectionKey whyNot={whyNot(actor, "Revealing it")} />
    </PageSection>
  );
}

function SigningKeys({ keys }: { keys: ListedSigningKey[] }) {
  return (
    <PageSection
      title="Signing keys"
      about="Access tokens are signed with them, in all accounts of this installation. APIs find the public halves at the address above."
    >
      <SigningKeyTable keys={keys} />
    </PageSection>
  );
}

function UsageAndLimits({ usage }: { usage: AccountUsage }) {
  return (
    <PageSection
      title="Usage and limits"
      about="The same limits apply to every account. The operator of this installation sets them."
    >
      <UsageTable usage={usage} />
    </PageSection>
  );
}

function Addresses({ issuer }: { issuer: string }) {
  return (
    <PageSection title="Addresses" about="For OAuth libraries with automatic discovery.">
      <CopyField label="Issuer" value={issuer} />
      <CopyField label="Discovery document" value={`${issuer}/.well-known/oauth-authorization-server`} />
      <CopyField
        label="Public keys"
        value={`${issuer}/oauth/jwks`}
        hint="The JWKS against which the signature of an access token is checked."
      />
    </PageSection>
  );
}
