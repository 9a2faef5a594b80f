import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import type { ScopeRequest } from "@/lib/requests/queries";
import { RequestActions } from "./request-actions";

/** Requests for scopes that the role of the app's owner does not grant, with their actions. */
export function ScopeRequests({ requests }: { requests: ScopeRequest[] }) {
  return (
    <section aria-labelledby="requests" className="mt-10">
      <h2 id="requests" className="mb-3 text-lg font-semibold">
        Requests
      </h2>
      {requests.length === 0 ? (
        <p className="text-ink-soft">No requests. Requests for scopes that a role does not grant appear here.</p>
      ) : (
        <ul aria-label="Requests" className="divide-y rounded-lg border bg-surface">
          {requests.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Request({ request }: { request: ScopeRequest }) {
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-0 grow basis-72 space-y-1">
        <p className="break-words">
          <strong className="font-medium">{request.askedBy}</strong> asks for{" "}
          <code className="font-mono text-sm break-all">{request.scopeId}</code> in{" "}
          <Link href={`/apps/${request.app.id}/scopes`} className="link">
            {request.app.name}
          </Link>
        </p>
        <p className="text-sm break-words text-ink-soft">
          Needs <strong className="font-semibold text-ink">{request.need}</strong>, which the role{" "}
          {request.owner.roleName} of {request.owner.name} does not grant. Asked{" "}
          <RelativeTime at={request.askedAt} now={new Date().toISOString()} />.
        </p>
        {request.reason && <p className="text-sm break-words">“{request.reason}”</p>}
        {request.whyNot && <p className="text-sm text-ink-soft">{request.whyNot}</p>}
      </div>
      <RequestActions request={request} />
    </li>
  );
}
