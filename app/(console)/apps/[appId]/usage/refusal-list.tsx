import { spanWords } from "@/components/chart";
import { ClockTime } from "@/components/clock-time";
import { PageSection } from "@/components/page-section";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { refusalsKeptDays, type Span } from "@/lib/usage/rules";
import { usageAddress } from "./usage-address";

type Refusal = { id: string; at: Date; path: string; why: string; address: string | null };

type Props = {
  appId: string;
  span: Span;
  refusals: Refusal[];
  /** ID of the refusal this page starts after; null for the newest page. */
  from: string | null;
  /** ID of the refusal the next page starts after; null if there is nothing older. */
  next: string | null;
};

/** The denied requests of the chosen span, newest first, in pages. */
export function RefusalList({ appId, span, refusals, from, next }: Props) {
  return (
    <PageSection
      id="refused"
      title="Denied requests"
      about={`Requests with this app’s client ID or tokens that were denied in the last ${spanWords[span]}, with the reason. Kept for ${refusalsKeptDays} days.`}
    >
      {refusals.length === 0 ? (
        <p className="text-ink-soft">
          {from ? "Nothing older." : `No requests were denied in the last ${spanWords[span]}.`}
        </p>
      ) : (
        <Refusals refusals={refusals} />
      )}
      {(from || next) && (
        <nav aria-label="Pages" className="flex gap-2">
          {from && (
            <Button asChild>
              <Link href={`${usageAddress(appId, { span })}#refused`}>Newest</Link>
            </Button>
          )}
          {next && (
            <Button asChild>
              <Link href={`${usageAddress(appId, { span, before: next })}#refused`}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </PageSection>
  );
}

function Refusals({ refusals }: Pick<Props, "refusals">) {
  const withAddress = refusals.some(({ address }) => address !== null);
  return (
    <Table label="Denied requests">
      <THead>
        <Th>When</Th>
        <Th className="max-sm:hidden">Where</Th>
        <Th>Why</Th>
        {withAddress && <Th className="max-sm:hidden">From</Th>}
      </THead>
      <TBody>
        {refusals.map(({ id, at, path, why, address }) => (
          <Tr key={id}>
            <Td className="align-top text-sm whitespace-nowrap text-ink-soft">
              <ClockTime at={at} />
            </Td>
            <Td className="align-top font-mono text-sm whitespace-nowrap max-sm:hidden">{path}</Td>
            <Td className="align-top wrap-anywhere">
              {why}
              <p className="mt-0.5 font-mono text-xs text-ink-soft sm:hidden">{path}</p>
              {address && <p className="font-mono text-xs break-all text-ink-soft sm:hidden">{address}</p>}
            </Td>
            {withAddress && (
              <Td className="align-top font-mono text-sm whitespace-nowrap text-ink-soft max-sm:hidden">{address}</Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
