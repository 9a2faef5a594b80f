import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer } from "smtp-server";

type ReceivedLetter = { recipients: string[]; from: string; subject: string; text: string };

export type MailServer = {
  /** For SMTP_URL. */
  url: string;
  /** All emails received for this address so far. */
  lettersTo: (address: string) => ReceivedLetter[];
  /** The first email for this address, as soon as it has arrived. */
  letterTo: (address: string) => Promise<ReceivedLetter>;
  stop: () => Promise<void>;
};

/** Longer than a letter takes on a machine that is busy with other work. */
const arrivesWithinMs = 60_000;

/** A mail server on a free port of this machine that stores what it receives; with `refuses` it accepts nothing. */
export async function startMailServer({ refuses = false } = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onMailFrom: (_address, _session, done) => done(refuses ? new Error("not today") : null),
    onData(stream, { envelope }, done) {
      text(stream).then((message) => {
        letters.push({ recipients: envelope.rcptTo.map(({ address }) => address), ...readLetter(message) });
        done();
      }, done);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const lettersTo = (address: string) => letters.filter(({ recipients }) => recipients.includes(address));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    lettersTo,
    async letterTo(address) {
      for (let waitedMs = 0; waitedMs < arrivesWithinMs; waitedMs += 20) {
        const [letter] = lettersTo(address);
        if (letter) return letter;
        await sleep(20);
      }
      throw new Error(`No letter came for ${address}`);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A plain-text email, as nodemailer writes it. */
function readLetter(message: string) {
  const [head = "", ...body] = message.split("\r\n\r\n");
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, "im").exec(head)?.[1] ?? "";
  const isQuoted = /quoted-printable/i.test(header("Content-Transfer-Encoding"));
  const joined = body.join("\r\n\r\n").replaceAll("\r\n", "\n");
  return {
    from: header("From"),
    subject: header("Subject").replace(/\r\n[ \t]/g, " "),
    text: isQuoted ? unquoted(joined) : joined,
  };
}

/** Decodes quoted-printable (RFC 2045, section 6.7). */
function unquoted(body: string): string {
  const bytes = body
    .replaceAll("=\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
