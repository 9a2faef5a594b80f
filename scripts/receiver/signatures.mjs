import { createHmac, timingSafeEqual } from "node:crypto";

const oldestSeconds = 300;

/** What the secret token makes of a challenge's plainToken. */
export const encrypted = (secret, plainToken) => hmac(secret, plainToken, "hex");

/**
 * By which of the two signatures a notification is genuine, and why it is not by the other. Each is made over the body as
 * it came, and none counts that is older than five minutes.
 */
export function verify({ secret, headers, body, nowSeconds = Date.now() / 1000 }) {
  const [stamp, id, timestamp] = ["x-zm-request-timestamp", "webhook-id", "webhook-timestamp"].map(
    (name) => headers[name] ?? "",
  );
  const platform = `v0=${hmac(secret, `v0:${stamp}:${body}`, "hex")}`;
  const standard = `v1,${hmac(secret, `${id}.${timestamp}.${body}`, "base64")}`;
  return {
    "x-zm-signature": judge(headers["x-zm-signature"], platform, stamp, nowSeconds),
    "webhook-signature": judge(headers["webhook-signature"], standard, timestamp, nowSeconds),
  };
}

/** null: it is right. While the secret token is being replaced, a header may hold several signatures. */
function judge(given, expected, timestamp, nowSeconds) {
  if (!given) return "missing";
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > oldestSeconds) return "too old";
  return given.split(" ").some((one) => isSame(one, expected)) ? null : "wrong";
}

const hmac = (secret, text, form) => createHmac("sha256", secret).update(text).digest(form);

function isSame(given, expected) {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
