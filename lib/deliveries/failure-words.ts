import type { FailureName } from "@/lib/outgoing/failures";

/** A failure as shown to people: its title, and what to do about it. */
export type FailureWords = { title: string; remedy: string };

const named: Record<Exclude<FailureName, "status">, FailureWords> = {
  dns: {
    title: "Host not found",
    remedy: "Check the host in the endpoint URL: its DNS lookup failed.",
  },
  blocked: {
    title: "Address not allowed",
    remedy:
      "The endpoint’s host resolves to a private or reserved address. Use a public one; for development, allow the range with WEBHOOK_ALLOWED_PRIVATE_CIDRS.",
  },
  refused: {
    title: "Connection refused",
    remedy: "Nothing is listening there. Start your receiver, or correct the host and port in the endpoint URL.",
  },
  connect: {
    title: "Could not connect",
    remedy: "Check that this server can reach your endpoint: firewall, routing, port.",
  },
  tls: {
    title: "TLS failed",
    remedy: "Check your endpoint’s certificate: it must be valid, issued for this host, and sent with its full chain.",
  },
  timeout: {
    title: "Timed out",
    remedy: "Answer within 3 seconds: accept the notification, answer 2xx, then do the work.",
  },
  closed: {
    title: "Connection closed",
    remedy:
      "Your endpoint closed the connection before its response was complete. Check its logs, and those of any proxy in front of it.",
  },
  protocol: {
    title: "Invalid HTTP response",
    remedy: "The response was not valid HTTP. Check the scheme and port in the endpoint URL.",
  },
  redirect: {
    title: "Redirected",
    remedy: "Redirects are not followed. Use the redirect’s target as the endpoint URL.",
  },
  authorization: {
    title: "No authorization",
    remedy: "The subscription’s authorization could not be obtained. Check it on the Feature step.",
  },
};

const byStatus: Record<number, string> = {
  401: "Your endpoint didn’t accept the authorization. Check the subscription’s authorization and your signature check.",
  403: "Your endpoint rejected the request. Check the subscription’s authorization and your signature check.",
  404: "Your endpoint has nothing at this path. Check the endpoint URL.",
  405: "That URL doesn’t accept POST. Check the endpoint URL.",
  410: "Your endpoint answered 410 Gone, so the subscription was disabled. Validate the endpoint to enable it again.",
  413: "Your endpoint doesn’t accept a body of this size. Raise its limit.",
  429: "Your endpoint is rate limiting. Retries wait as long as its Retry-After asks, within limits.",
};

/** The title and remedy for a failure, by its name and the response's status, if there was one. */
export function failureWords(failure: string, status: number | null): FailureWords {
  if (Object.hasOwn(named, failure)) return named[failure as keyof typeof named];
  if (failure !== "status" || status === null) return { title: failure, remedy: "Check your endpoint’s logs." };
  const remedy =
    byStatus[status] ??
    (status >= 500
      ? "Your endpoint returned a server error. Check its logs."
      : "Answer with a status from 200 to 299 to accept a notification.");
  return { title: `Status ${status}`, remedy };
}

export const stateLabels = {
  pending: "Pending",
  held: "Held",
  delivered: "Delivered",
  failed: "Failed",
  cancelled: "Cancelled",
} as const;
