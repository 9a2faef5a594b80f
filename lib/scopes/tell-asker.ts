import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { scopeAnswerLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

type Answer = {
  app: { id: string; name: string };
  scopeId: string;
  kind: "scope-granted" | "scope-declined";
  /** What was decided, as a sentence. */
  sentence: string;
  /** What was said with it; may be empty. */
  note: string;
  /** The person to email. */
  askedById: string;
  /** The person who answered, who is not emailed. */
  except: string | null;
};

/** Tells the answer to a request for a scope: a notice on the app, and an email to the person who asked. */
export async function tellAsker(tx: Transaction, answer: Answer): Promise<void> {
  const { app, scopeId, kind, sentence, note, askedById, except } = answer;
  const message = note === "" ? sentence : `${sentence} “${note}”`;
  await tx.notice.create({ data: { id: randomId(), appId: app.id, kind, message } });
  if (askedById === except) return;
  const asker = await tx.user.findUnique({ where: { id: askedById, status: "active" }, select: { email: true } });
  if (!asker?.email) return;
  const link = `${config().baseUrl}/apps/${app.id}/scopes`;
  const letter = scopeAnswerLetter({ appName: app.name, scopeId, sentence, note, link });
  await queueLetters(tx, [{ to: asker.email, ...letter }]);
}
