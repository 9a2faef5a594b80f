import { refresh } from "next/cache";
import type * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { type Fault, faultOf, isOutOfReach, noteFault, sentenceForPeople } from "@/lib/database/faults";
import { logBounded } from "@/lib/log";
import { Refusal, type RefusalCode, type RefusalItem } from "@/lib/refusal";
import { requestAddress, requestFields } from "@/lib/web/request-address";
import { currentActor } from "@/lib/web/session";

/**
 * What an action answers: never an exception, so that a form can always say what happened - save while the database is
 * away, which is the same to a page as a server that is.
 */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: RefusalCode | "unexpected"; message: string; items: RefusalItem[] };

/**
 * A server action: checks the input with the form's own schema, finds out who asks, and runs the command.
 * Wrong input answers `invalid` with an item per field; nobody signed in answers `signed-out`.
 */
export function formAction<Schema extends z.ZodType, T>(
  schema: Schema,
  command: (actor: Actor, input: z.output<Schema>) => Promise<T>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<T>> =>
    answerOf(async () => {
      const value = await command(await signedIn(), parse(schema, input));
      // What the page shows beside the form (steps, name, status) follows at once.
      refresh();
      return value;
    });
}

/** The same for a look at what something would do: nothing changes, so the page stays as it is. */
export function previewAction<Schema extends z.ZodType, T>(
  schema: Schema,
  preview: (actor: Actor, input: z.output<Schema>) => Promise<T>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<T>> =>
    answerOf(async () => preview(await signedIn(), parse(schema, input)));
}

async function signedIn(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  throw new Refusal("signed-out", "You’re signed out. Sign in again, then try once more.");
}

/** The same for people who are not signed in: set-up and joining. */
export function openAction<Schema extends z.ZodType, T>(
  schema: Schema,
  command: (input: z.output<Schema>, address: string) => Promise<T>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<T>> =>
    answerOf(async () => command(parse(schema, input), await requestAddress()));
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const items = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  throw new Refusal("invalid", items[0]?.message ?? "This cannot be read.", items);
}

async function answerOf<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message, items: error.items };
    // Not an answer but none: the page tries a server that cannot be reached again by itself.
    const fault = faultOf(error);
    if (fault && isOutOfReach(fault)) throw error;
    if (fault) return unavailable(fault, error);
    logBounded("error", { err: error, ...(await requestFields()) }, "an action failed", 20);
    return { ok: false, code: "unexpected", message: "Something went wrong on the server. Try again.", items: [] };
  }
}

function unavailable(fault: Fault, error: unknown): Extract<ActionResult<never>, { ok: false }> {
  noteFault(fault);
  logBounded("warn", { error: String(error), fault: fault.name }, fault.log);
  return { ok: false, code: "unavailable", message: sentenceForPeople(fault), items: [] };
}
