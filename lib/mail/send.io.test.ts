import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { invitationLetter } from "@/lib/mail/letters";
import { sendMail } from "@/lib/mail/send";
import { startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

const MAIL_FROM = "Patchbay <patchbay@example.com>";
const letter = { to: "ada@example.com", subject: "Hello", text: "Good morning.\n" };

it("an email arrives as written, even with non-ASCII text and long lines", async () => {
  const mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
  const link = `https://patchbay.example.com/join/${"a".repeat(90)}`;
  const written = invitationLetter({ accountName: "Zoë & Söhne", invitedBy: "Łucja", roleName: "Admin", link });
  expect(await sendMail({ to: letter.to, ...written })).toBe("sent");
  const received = await mail.letterTo(letter.to);
  await mail.stop();
  expect(received.text.trimEnd()).toBe(written.text.trimEnd());
  expect(received.from).toBe(MAIL_FROM);
});

it("without a mail server nothing is sent, and the outcome says so", async () => {
  expect(await sendMail(letter)).toBe("off");
});

it("a mail server that refuses or is down is a failure, not an exception", async () => {
  const mail = await startMailServer({ refuses: true });
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
  expect(await sendMail(letter)).toBe("failed");
  await mail.stop();
  expect(await sendMail(letter)).toBe("failed");
});

it("a mail server that hangs up midway is a failure, not an exception", async () => {
  const rude = createServer((socket) => socket.end("220 hello\r\n")).listen(0, "127.0.0.1");
  await once(rude, "listening");
  useSettings({ SMTP_URL: `smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`, MAIL_FROM });
  expect(await sendMail(letter)).toBe("failed");
  rude.close();
});

it("user input never becomes another header or recipient", async () => {
  const mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
  const subject = "Join Us\r\nBcc: eve@example.com";
  await sendMail({ ...letter, subject });
  await mail.letterTo(letter.to);
  await mail.stop();
  expect(mail.lettersTo("eve@example.com")).toEqual([]);
});
