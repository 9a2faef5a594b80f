import { RelativeTime } from "@/components/relative-time";
import type { IdentityRequest } from "@/lib/people/identity-requests";
import { IdentityActions } from "./identity-actions";

/** Identity provider sign-ins that an account owner must confirm, because they may belong to someone else. */
export function IdentityRequests({ requests }: { requests: IdentityRequest[] }) {
  return (
    <section aria-labelledby="sign-ins" className="mb-8">
      <h2 id="sign-ins" tabIndex={-1} className="mb-1 text-lg font-semibold">
        Sign-ins to confirm
      </h2>
      <p className="mb-3 text-sm text-ink-soft">
        The identity provider knows these people as another user than before. Ask them before you confirm: their address
        may have been given to someone else.
      </p>
      <ul aria-label="Sign-ins to confirm" className="divide-y rounded-lg border bg-surface">
        {requests.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </ul>
    </section>
  );
}

function Request({ request }: { request: IdentityRequest }) {
  const { id, user, name, email, issuer, subject, address, askedAt } = request;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-0 grow basis-72 space-y-1">
        <p className="break-words">
          <strong className="font-medium">{name}</strong> ({email}) wants to sign in as{" "}
          <strong className="font-medium">{user.name}</strong>
        </p>
        <p className="text-sm break-words text-ink-soft">
          At {issuer} as <code className="font-mono break-all">{subject}</code>, from {address || "an unknown address"},{" "}
          <RelativeTime at={askedAt} now={new Date().toISOString()} />.
        </p>
      </div>
      <IdentityActions requestId={id} name={user.name} />
    </li>
  );
}
