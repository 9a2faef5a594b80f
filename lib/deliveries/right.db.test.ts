import { expect, test } from "vitest";
import type { AppState } from "@/lib/app-state";
import { pool } from "@/lib/database/db";
import { whyNotResend } from "@/lib/deliveries/delivery-rules";
import { isSending } from "@/lib/deliveries/right";

const states: AppState[] = ["draft", "activated", "deactivated"];
const both = [true, false];

const standings = states.flatMap((appState) =>
  both.flatMap((eventsEnabled) =>
    both.flatMap((isTest) =>
      [null, { enabled: true }, { enabled: false }].map((subscription) => ({
        ...{ appState, eventsEnabled, isTest, subscription, isEventOpen: true },
      })),
    ),
  ),
);

const text = `
  SELECT ${isSending("d.test")} AS sends FROM (SELECT $1::bool AS test) d,
         (SELECT $2::"AppState" AS state, $3::bool AS "eventsEnabled", $4::timestamptz AS "removedAt") a
    LEFT JOIN (SELECT $5::bool AS enabled) s ON s.enabled IS NOT NULL`;

async function sends(standing: (typeof standings)[number], removedAt: Date | null): Promise<boolean> {
  const { appState, eventsEnabled, isTest, subscription } = standing;
  const values = [isTest, appState, eventsEnabled, removedAt, subscription?.enabled ?? null];
  return (await pool().query<{ sends: boolean }>(text, values)).rows[0]?.sends === true;
}

test("a delivery is claimed exactly when a person may resend it, whatever state its app and subscription are in", async () => {
  for (const standing of standings) {
    expect([standing, await sends(standing, null)]).toEqual([standing, whyNotResend(standing) === null]);
  }
});

test("nothing is sent for a removed app", async () => {
  for (const standing of standings) expect(await sends(standing, new Date())).toBe(false);
});
