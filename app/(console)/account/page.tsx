import type { Metadata } from "next";
import type { ReactNode } from "react";
import { CopyField } from "@/components/copy-field";
import { PageHeader } from "@/components/page-header";
import type { Actor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { config } from "@/lib/config";
import { mayEditAccount, maySeeAccount } from "@/lib/roles/rules";
import { MissingPrivilege } from "../missing-privilege";
import { IntrospectionKey } from "./introspection-key";

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
  return (
    <>
      <PageHeader title="Account" description={actor.accountName} />
      <div className="max-w-2xl divide-y">
        <Identity actor={actor} />
        <Introspection actor={actor} />
        <Addresses issuer={config().baseUrl} />
      </div>
    </>
  );
}

function Section({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <section className="space-y-5 py-8 first:pt-0">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <div className="mt-1 text-ink-soft">{about}</div>
      </div>
      {children}
    </section>
  );
}

function Identity({ actor }: { actor: Actor }) {
  return (
    <Section title="Identity" about="What a backend names, beside its app’s credentials, when it asks for a token.">
      <CopyField label="Account ID" value={actor.accountId} />
    </Section>
  );
}

function Introspection({ actor }: { actor: Actor }) {
  const whyNot = mayEditAccount(actor)
    ? null
    : `Revealing it takes the privilege Account: Edit, which the role ${actor.roleName} does not grant.`;
  return (
    <Section
      title="Introspection"
      about={
        <>
          An API asks <code className="font-mono text-sm">POST /oauth/introspect</code> whether a token is active and
          which scopes it has now. It authenticates with this key as its bearer token, or as any activated app of the
          account.
        </>
      }
    >
      <IntrospectionKey whyNot={whyNot} />
    </Section>
  );
}

function Addresses({ issuer }: { issuer: string }) {
  return (
    <Section title="Addresses" about="What an OAuth library needs to find everything else by itself.">
      <CopyField label="Issuer" value={issuer} />
      <CopyField label="Discovery document" value={`${issuer}/.well-known/oauth-authorization-server`} />
      <CopyField
        label="Public keys"
        value={`${issuer}/oauth/jwks`}
        hint="The JWKS against which the signature of an access token is checked."
      />
    </Section>
  );
}
