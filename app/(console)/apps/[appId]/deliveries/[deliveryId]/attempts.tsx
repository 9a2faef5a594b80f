import { ChevronRight } from "lucide-react";
import { ExactTime } from "@/components/clock-time";
import { Alert } from "@/components/ui/alert";
import { failureWords } from "@/lib/deliveries/failure-words";
import type { DeliveryDetail } from "@/lib/deliveries/queries";
import { outcomeWords } from "../outcome-words";
import { CopyCurl } from "./copy-curl";
import { HeaderList, headersOf } from "./header-list";
import { TimingBar, timingsOf } from "./timing-bar";

type Attempt = DeliveryDetail["attempts"][number];

/** The attempts of a delivery, newest first; the newest is expanded. */
export function Attempts({ detail: { attempts, delivery, body, mayEdit } }: { detail: DeliveryDetail }) {
  const unseen = (attempts.at(-1)?.number ?? 1) - 1;
  return (
    <section aria-labelledby="attempts-title">
      <h2 id="attempts-title" className="mb-3 text-lg font-semibold">
        Attempts <span className="text-xs font-normal text-ink-faint">{delivery.attemptCount}</span>
      </h2>
      {attempts.length === 0 && <p className="text-ink-soft">Nothing sent yet.</p>}
      <ol className="divide-y rounded-lg border bg-surface empty:hidden">
        {attempts.map((attempt, i) => (
          <li key={attempt.number}>
            <details open={i === 0} className="group">
              <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 hover:bg-hover [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="size-3.5 shrink-0 self-center text-ink-faint transition-transform duration-100 group-open:rotate-90"
                />
                <Line attempt={attempt} />
              </summary>
              <div className="space-y-5 border-t px-4 py-4">
                <Told attempt={attempt} />
                <Request attempt={attempt} body={body} />
                <Response attempt={attempt} mayEdit={mayEdit} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {unseen > 0 && <p className="mt-2 text-sm text-ink-soft">The {unseen} attempts before them are not shown.</p>}
    </section>
  );
}

function Line({ attempt }: { attempt: Attempt }) {
  const { number, status, failure, startedAt } = attempt;
  const words = outcomeWords({
    lastStatus: status,
    lastFailure: failure,
    lastTookMs: timingsOf(attempt.timings).total,
  });
  return (
    <>
      <span className="font-medium">Attempt {number}</span>
      <span className={failure === null ? "text-good" : "text-bad"}>{words}</span>
      <span className="ml-auto text-sm text-ink-soft">
        <ExactTime at={startedAt} />
      </span>
    </>
  );
}

/** What went wrong, how to fix it, and how long each stage took. */
function Told({ attempt: { failure, status, message, timings } }: { attempt: Attempt }) {
  const words = failure === null ? null : failureWords(failure, status);
  return (
    <>
      {words && (
        <Alert tone="bad" role="note" title={words.title}>
          {message && <p>{message}</p>}
          <p>{words.remedy}</p>
        </Alert>
      )}
      <TimingBar timings={timingsOf(timings)} />
    </>
  );
}

function Request({ attempt, body }: { attempt: Attempt; body: string | null }) {
  const headers = headersOf(attempt.requestHeaders);
  return (
    <section aria-label={`Request of attempt ${attempt.number}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-medium">Request</h3>
        {body !== null && <CopyCurl url={attempt.url} headers={headers} body={body} attempt={attempt.number} />}
      </div>
      <p className="mt-1 font-mono text-sm break-all">
        POST {attempt.url}
        {attempt.address && <span className="text-ink-soft"> ({attempt.address})</span>}
      </p>
      <HeaderList label={`Request headers of attempt ${attempt.number}`} headers={headers} />
    </section>
  );
}

function Response({ attempt, mayEdit }: { attempt: Attempt; mayEdit: boolean }) {
  const { number, status, responseHeaders, responseBody } = attempt;
  if (status === null) return null;
  return (
    <section aria-label={`Response of attempt ${number}`}>
      <h3 className="font-medium">Response</h3>
      <p className="mt-1 font-mono text-sm">{status}</p>
      <HeaderList label={`Response headers of attempt ${number}`} headers={headersOf(responseHeaders)} />
      {mayEdit &&
        (responseBody ? (
          <pre className="mt-3 max-h-80 overflow-auto rounded-md border bg-sunken p-3 font-mono text-sm break-all whitespace-pre-wrap">
            {responseBody}
          </pre>
        ) : (
          <p className="mt-2 text-sm text-ink-soft">No body.</p>
        ))}
    </section>
  );
}
