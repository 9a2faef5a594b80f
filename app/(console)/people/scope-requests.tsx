import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import type { ScopeRequest } from "@/lib/apps/scope-requests";
import type { RoleChoice } from "./invite-form";
import { RequestActions } from "./request-actions";

type ScopeRequestsProps = {
  requests: ScopeRequest[];
  /** The roles that the reader may grant. */
  roles: RoleChoice[];
  mayMakeRoles: boolean;
};

/** Requests for scopes that the role of the app's owner does not grant, with their actions. */
export function ScopeRequests({ requests, ...rest }: ScopeRequestsProps) {
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
            <Request key={request.id} request={request} {...rest} />
          ))}
        </ul>
      )}
    </section>
  );
}

type RequestProps = Omit<ScopeRequestsProps, "requests"> & { request: ScopeRequest };

function Request({ request, roles, mayMakeRoles }: RequestProps) {
  const role = roles.find(({ id }) => id === request.roleId);
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
        {!role && (
          <p className="text-sm text-ink-soft">
            <NoRole request={request} mayMakeRoles={mayMakeRoles} />
          </p>
        )}
      </div>
      <RequestActions request={request} roles={roles} />
    </li>
  );
}

/** Why no role can be suggested, and what to do. */
function NoRole({ request, mayMakeRoles }: { request: ScopeRequest; mayMakeRoles: boolean }) {
  const { owner, need, mayGrant } = request;
  if (!owner.mayManage)
    return `${owner.name} has more rights than you: someone with at least those rights has to decide.`;
  if (!mayGrant) return `You don’t hold ${need} yourself: someone who does has to decide.`;
  return (
    <>
      No role that you may give keeps what {owner.name} has and grants {need}.{" "}
      {mayMakeRoles && (
        <Link href={`/roles/new?from=${owner.roleId}`} className="link">
          Make one from {owner.roleName}
        </Link>
      )}
    </>
  );
}
