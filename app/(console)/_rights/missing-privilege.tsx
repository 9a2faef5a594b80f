import { Lock } from "lucide-react";
import { EmptyState } from "@/components/empty-state";
import { Link } from "@/components/ui/link";
import type { Actor } from "@/lib/auth/actor";
import { listRoleManagers } from "@/lib/people/queries";
import { nameWords } from "../_effect/effect-words";

type Props = { actor: Actor; privilege: string; to: string };

/** Shown instead of content the actor may not see: the missing privilege, and who can grant it. */
export async function MissingPrivilege({ actor, privilege, to }: Props) {
  const managers = await listRoleManagers(actor);
  return (
    <EmptyState icon={<Lock />} title={`Your role does not let you ${to}`}>
      <p>
        You need <strong>{privilege}</strong>, which the role {actor.roleName} does not grant.
      </p>
      <p>Ask {nameWords(managers) || "an account owner"}.</p>
      <p className="mt-3">
        <Link href="/my-role" className="link">
          My permissions
        </Link>
      </p>
    </EmptyState>
  );
}
