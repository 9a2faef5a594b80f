import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Link } from "@/components/ui/link";
import { maxSubscriptions } from "@/lib/apps/rules";
import { findEvent } from "@/lib/catalog/events";
import { grantableScopes } from "@/lib/scopes/event-scopes";
import { pausedEvents } from "@/lib/scopes/rules";
import { findEndpoints } from "@/lib/subscriptions/endpoints";
import { loadApp } from "../../load-app";
import type { EventChoice } from "./events-of-subscription";
import { EventsToggle } from "./events-toggle";
import { SecretToken } from "./secret-token";
import { Subscriptions } from "./subscriptions";

type Props = PageProps<"/apps/[appId]/features">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Feature · ${app.name}` };
}

export default async function FeaturePage({ params }: Props) {
  const { app, actor } = await loadApp((await params).appId);
  const mayAdd = grantableScopes(app.owner.rights, actor.rights);
  const held = new Set(app.scopes.map((scope) => scope.id));
  const { endpoints, secretTokenSince, plainHttp } = (await findEndpoints(actor, app.id)) ?? notFound();
  const subscriptions = app.subscriptions.flatMap(
    ({ id, name, url, enabled, disabledBecause, validated, eventIds }) => {
      const endpoint = endpoints.find((one) => one.subscriptionId === id);
      const events = eventIds.map((eventId) => choiceOf(eventId, mayAdd, held));
      return endpoint ? [{ ...endpoint, id, name, url, enabled, disabledBecause, validated, events }] : [];
    },
  );
  return (
    <div className="max-w-3xl space-y-8">
      <h2 className="text-lg font-semibold">Feature</h2>
      <EventsToggle appId={app.id} mayEdit={app.mayEdit} enabled={app.eventsEnabled} kept={subscriptions.length} />
      {app.eventsEnabled && (
        <>
          <SecretToken
            appId={app.id}
            mayEdit={app.mayEdit}
            rotation={app.rotation && { ...app.rotation, since: secretTokenSince }}
          />
          <Subscriptions
            appId={app.id}
            mayEdit={app.mayEdit}
            subscriptions={subscriptions}
            most={maxSubscriptions}
            heldScopes={app.scopes.map((scope) => scope.id)}
            validatedUrls={validatedUrls(app.validatedEndpoints, subscriptions)}
            plainHttp={plainHttp}
          />
          {subscriptions.length > 0 && (
            <p className="text-ink-soft">
              <Link href={`/apps/${app.id}/deliveries`} className="link">
                See what was sent
              </Link>{" "}
              and the responses, send a test event or resend failures.
            </p>
          )}
        </>
      )}
    </div>
  );
}

type Known = { url: string; validated: boolean; lastValidation: { valid: boolean } | null };

/** The URLs that count as validated: remembered ones, and a validated subscription's unless its last check failed. */
const validatedUrls = (remembered: readonly { url: string }[], subscriptions: readonly Known[]): string[] => [
  ...new Set([
    ...remembered.map((one) => one.url),
    ...subscriptions.filter((one) => one.validated && one.lastValidation?.valid !== false).map((one) => one.url),
  ]),
];

/** An event that is missing from this release's catalog stays in its subscription, and can still be removed. */
function choiceOf(id: string, mayAdd: (scopeId: string) => boolean, held: ReadonlySet<string>): EventChoice {
  const { product, title, scopes } = findEvent(id) ?? {
    product: "Retired",
    title: "This event is no longer in the catalog.",
    scopes: [],
  };
  const isPaused = pausedEvents(held, [{ id, scopes }]).length > 0;
  return { id, product, title, scopes, grantable: scopes.filter(mayAdd), isPaused };
}
