import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ListedSigningKey } from "@/lib/accounts/signing-keys";

const states = {
  current: <Badge tone="good">Active</Badge>,
  next: <Badge tone="accent">Next</Badge>,
  old: <Badge>Still accepted</Badge>,
};

/** The keys that sign access tokens; public facts only. */
export function SigningKeyTable({ keys }: { keys: ListedSigningKey[] }) {
  const now = new Date().toISOString();
  return (
    <Table label="Signing keys">
      <THead>
        <Th>Key ID</Th>
        <Th>Active from</Th>
        <Th>Status</Th>
      </THead>
      <TBody>
        {keys.map(({ kid, since, state }) => (
          <Tr key={kid}>
            <Td className="font-mono text-sm break-all">{kid}</Td>
            <Td className="whitespace-nowrap text-ink-soft">
              <RelativeTime at={since} now={now} />
            </Td>
            <Td>{states[state]}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
