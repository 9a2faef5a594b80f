import { setTimeout as sleep } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { config } from "@/lib/config";
import { log } from "@/lib/log";

/** A plain-text email to one address. */
export type Letter = { to: string; subject: string; text: string };

/** `sent`: the mail server accepted it. `failed`: it did not; the log says why. `off`: no mail server is configured. */
export type MailOutcome = "sent" | "failed" | "off";

const stepMs = 5_000;
const deadlineMs = 10_000;

/**
 * Hands an email to the mail server in SMTP_URL, within 10 seconds. Never throws: by then the change that the email
 * reports is done, so callers only report the outcome.
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
    log.warn({ error: error instanceof Error ? error.message : String(error), subject }, "email not sent");
    return "failed";
  } finally {
    transport.close();
  }
}

/** Needed because a server that answers byte by byte stays within each of nodemailer's timeouts. */
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
