import type { Metadata } from "next";
import { grantableScopes } from "@/lib/apps/event-scopes";
import { maxSubscriptions } from "@/lib/apps/rules";
import { findEvent } from "@/lib/events/catalog";
import { pausedEvents } from "@/lib/scopes/rules";
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
  const subscriptions = app.subscriptions.map(({ id, name, url, enabled, eventIds }) => ({
    id,
    name,
    url,
    enabled,
    events: eventIds.map((eventId) => choiceOf(eventId, mayAdd, held)),
  }));
  return (
    <div className="max-w-3xl space-y-8">
      <h2 className="text-lg font-semibold">Feature</h2>
      <EventsToggle appId={app.id} mayEdit={app.mayEdit} enabled={app.eventsEnabled} kept={subscriptions.length} />
      {app.eventsEnabled && (
        <>
          <SecretToken appId={app.id} mayEdit={app.mayEdit} />
          <Subscriptions
            appId={app.id}
            mayEdit={app.mayEdit}
            subscriptions={subscriptions}
            most={maxSubscriptions}
            heldScopes={app.scopes.map((scope) => scope.id)}
          />
        </>
      )}
    </div>
  );
}

/** An event that this release's catalogue no longer has is still in its subscription, and can still be taken out. */
function choiceOf(id: string, mayAdd: (scopeId: string) => boolean, held: ReadonlySet<string>): EventChoice {
  const { product, title, scopes } = findEvent(id) ?? {
    product: "Retired",
    title: "The catalogue no longer has this event.",
    scopes: [],
  };
  const isPaused = pausedEvents(held, [{ id, scopes }]).length > 0;
  return { id, product, title, scopes, grantable: scopes.filter(mayAdd), isPaused };
}
