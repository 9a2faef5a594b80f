import { setTimeout as sleep } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { config } from "@/lib/config";
import { log } from "@/lib/log";

/** A letter in plain text to one address. */
export type Letter = { to: string; subject: string; text: string };

/** `sent`: the mail server took it. `failed`: it did not, and the log says why. `off`: no mail server is configured. */
export type MailOutcome = "sent" | "failed" | "off";

const stepMs = 5_000;
const deadlineMs = 10_000;

/**
 * Hands a letter to the mail server of SMTP_URL, within 10 seconds. It never throws: whoever sends has done what the
 * letter tells of already, and says how the mailing went.
 */
export async function sendMail({ to, subject, text }: Letter): Promise<MailOutcome> {
  const { mail } = config();
  if (!mail) return "off";
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await withinDeadline(transport.sendMail({ from: mail.from, to: { name: "", address: to }, subject, text }));
    return "sent";
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error), subject }, "a mail was not sent");
    return "failed";
  } finally {
    transport.close();
  }
}

/** A server that answers drop by drop passes every timeout of its own. */
async function withinDeadline(sending: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`The mail server took longer than ${deadlineMs / 1000} s`);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
