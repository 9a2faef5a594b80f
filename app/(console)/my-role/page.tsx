import { Check, X } from "lucide-react";
import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Badge } from "@/components/ui/badge";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Actor } from "@/lib/auth/actor";
import { listRoleManagers } from "@/lib/people/queries";
import { may } from "@/lib/rights/permissions";
import { readablePermissions } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { nameWords } from "../_effect/effect-words";
import { privilegeFacts } from "../_rights/privilege-facts";
import { openedScopes } from "./opened-scopes";

export const metadata: Metadata = { title: "My permissions" };

export default async function MyRolePage() {
  const actor = await requireActor();
  const managers = await listRoleManagers(actor);
  return (
    <>
      <PageHeader
        title="My permissions"
        description={
          <>
            Your role is <strong className="font-semibold text-ink">{actor.roleName}</strong>.
            {!may(actor, "roles.edit") && ` ${nameWords(managers) || "An account owner"} can grant more.`}
          </>
        }
      />
      <div className="max-w-3xl space-y-10">
        <Permissions actor={actor} />
        <Scopes actor={actor} />
      </div>
    </>
  );
}

function Permissions({ actor }: { actor: Actor }) {
  return (
    <section aria-labelledby="permissions">
      <h2 id="permissions" className="mb-3 text-lg font-semibold">
        What you may do
      </h2>
      <Table label="What you may do">
        <THead>
          <Th>You can</Th>
          <Th>Allowed</Th>
          <Th className="max-sm:hidden">Requires</Th>
        </THead>
        <TBody>
          {readablePermissions.map(({ name, words, takes }) => (
            <Tr key={name}>
              <Td className="w-full py-2.5 first-letter:uppercase">{words}</Td>
              <Td className="py-2.5 whitespace-nowrap">
                <YesOrNo isAllowed={may(actor, name)} />
              </Td>
              <Td className="py-2.5 whitespace-nowrap text-ink-soft max-sm:hidden">{takes.join(" and ")}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </section>
  );
}

function YesOrNo({ isAllowed }: { isAllowed: boolean }) {
  return isAllowed ? (
    <Badge tone="good">
      <Check aria-hidden className="size-3" />
      Yes
    </Badge>
  ) : (
    <Badge>
      <X aria-hidden className="size-3" />
      No
    </Badge>
  );
}

/** The scopes that the role's privileges open to apps, by level. */
function Scopes({ actor }: { actor: Actor }) {
  const held = privilegeFacts({ withMaster: true }).flatMap((facts) => {
    const access = actor.rights[facts.privilege];
    return access ? [{ facts, access }] : [];
  });
  return (
    <section aria-labelledby="scopes">
      <h2 id="scopes" className="text-lg font-semibold">
        Which scopes your apps may hold
      </h2>
      <p className="mt-1 mb-3 text-ink-soft">
        An app holds only what its owner’s role grants. If your role loses a privilege, your apps lose its scopes. If
        the privilege is restored, you can bring them back with one click in the app.
      </p>
      {held.length === 0 ? (
        <p>None: your role grants no privilege.</p>
      ) : (
        <Table label="Which scopes your apps may hold">
          <THead>
            <Th>Privilege</Th>
            <Th>Opens</Th>
          </THead>
          <TBody>
            {held.map(({ facts, access }) => (
              <Tr key={facts.privilege}>
                <Td className="py-2.5 whitespace-nowrap">
                  {facts.privilege}{" "}
                  <Badge tone={access === "edit" ? "accent" : "neutral"}>{access === "edit" ? "Edit" : "View"}</Badge>
                </Td>
                <Td className="w-full py-2.5 text-ink-soft">{openedScopes(facts, access)}</Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
    </section>
  );
}
