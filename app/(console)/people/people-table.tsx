import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { listPeople } from "@/lib/people/queries";
import { PersonActions } from "./person-actions";

type Person = Awaited<ReturnType<typeof listPeople>>[number];

export function PeopleTable({ people, ownId }: { people: Person[]; ownId: string }) {
  const hasActions = people.some((person) => person.mayReset);
  return (
    <Table label="People">
      <THead>
        <Tr>
          <Th>Name</Th>
          <Th>Role</Th>
          <Th>Status</Th>
          <Th className="text-right">Apps owned</Th>
          <Th>Last sign-in</Th>
          {hasActions && (
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </Tr>
      </THead>
      <TBody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isOneself={person.id === ownId} hasActions={hasActions} />
        ))}
      </TBody>
    </Table>
  );
}

function PersonRow({ person, isOneself, hasActions }: { person: Person; isOneself: boolean; hasActions: boolean }) {
  const { id, name, email, mayReset } = person;
  return (
    <Tr>
      <Td className="min-w-44">
        <div className="flex items-center gap-2">
          <span className="font-medium break-words">{person.name}</span>
          {isOneself && <Tag>You</Tag>}
        </div>
        <div className="text-sm break-all text-ink-soft">{person.email}</div>
      </Td>
      <Td>{person.role.name}</Td>
      <Td>{person.status === "active" ? <Badge tone="good">Active</Badge> : <Badge tone="warn">Deactivated</Badge>}</Td>
      <Td className="text-right">{person._count.apps}</Td>
      <Td className="whitespace-nowrap text-ink-soft">
        {person.lastSignInAt ? <RelativeTime at={person.lastSignInAt} now={new Date().toISOString()} /> : "Never"}
      </Td>
      {hasActions && <Td className="text-right">{mayReset && <PersonActions person={{ id, name, email }} />}</Td>}
    </Tr>
  );
}
