import { Badge } from "@/components/ui/badge";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { restorableDays } from "@/lib/apps/removal";
import { inWords } from "@/lib/quotas/reached";
import type { AccountUsage, Usage } from "@/lib/quotas/usage";

const rows = [
  ["apps", "Apps", `Removed apps count until they are purged, after ${restorableDays} days`],
  ["endpoints", "Event subscriptions", "Each has one endpoint"],
  ["pendingDeliveries", "Pending deliveries", "Waiting to be sent, retried or released"],
  ["eventsPerMinute", "Events this minute", "Reported by backends, and test events"],
] as const;

/** What the account uses of everything that is limited, next to the limits. */
export function UsageTable({ usage }: { usage: AccountUsage }) {
  return (
    <Table label="Usage and limits">
      <THead>
        <Th>What</Th>
        <Th className="text-right">Used</Th>
        <Th className="text-right">Limit</Th>
      </THead>
      <TBody>
        {rows.map(([name, label, hint]) => (
          <Tr key={name}>
            <Td>
              {label} {isReached(usage[name]) && <Badge tone="warn">Limit reached</Badge>}
              <div className="text-sm text-ink-soft">{hint}</div>
            </Td>
            <Td className="text-right tabular-nums">{inWords(usage[name].used)}</Td>
            <Td className="text-right tabular-nums text-ink-soft">{limitOf(usage[name])}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

const isReached = ({ used, limit }: Usage): boolean => limit !== null && used >= limit;

const limitOf = ({ limit }: Usage): string => (limit === null ? "No limit" : inWords(limit));
