import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Alert } from "@/components/ui/alert";
import { listGrantableRoles } from "@/lib/people/queries";
import { may } from "@/lib/rights/permissions";
import { maySeePeople } from "@/lib/rights/rules";
import { listRoles } from "@/lib/roles/queries";
import { requireActor } from "@/lib/web/session";
import { MissingPrivilege } from "../../_rights/missing-privilege";
import { NewRoleButton } from "../new-role-button";
import { RoleTable } from "../role-table";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  const actor = await requireActor();
  const [roles, grantable] = await Promise.all([listRoles(actor), listGrantableRoles(actor)]);
  if (!roles) {
    return (
      <>
        <PageHeader title="Roles" />
        <MissingPrivilege actor={actor} privilege="Roles: View" to="see the roles of this account" />
      </>
    );
  }
  const mayMake = may(actor, "roles.edit");
  return (
    <Ready>
      <PageHeader
        title="Roles"
        description="What people may do here, and which scopes their apps may hold."
        actions={mayMake && <NewRoleButton />}
      />
      {!mayMake && (
        <Alert role="note" className="mb-6" title="View only">
          You need Roles: Edit, which the role {actor.roleName} does not grant.
        </Alert>
      )}
      <RoleTable roles={roles} grantable={grantable} mayMake={mayMake} maySeePeople={maySeePeople(actor)} />
    </Ready>
  );
}
