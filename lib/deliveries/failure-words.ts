import type { FailureName } from "@/lib/outgoing/failures";

/** A failure as people read it: what it is called, and what to do about it. */
export type FailureWords = { title: string; remedy: string };

const named: Record<Exclude<FailureName, "status">, FailureWords> = {
  dns: {
    title: "Name not found",
    remedy: "Check the host in the endpoint URL: this server could not look its name up.",
  },
  blocked: {
    title: "Address not allowed",
    remedy:
      "The endpoint’s host leads to an address that notifications may not reach, such as one inside a network. Use a public one; for development, allow the range with WEBHOOK_ALLOWED_PRIVATE_CIDRS.",
  },
  refused: {
    title: "Connection refused",
    remedy: "Nothing listens there. Start the receiver, or correct host and port in the endpoint URL.",
  },
  connect: {
    title: "Could not connect",
    remedy: "Check that the receiver can be reached from this server: firewall, route, port.",
  },
  tls: {
    title: "No secure connection",
    remedy: "Check the receiver’s certificate: it must be valid, made for this host, and come with its whole chain.",
  },
  timeout: {
    title: "Timed out",
    remedy: "Answer within 3 seconds: take the notification, answer 2xx, and do the work afterwards.",
  },
  closed: {
    title: "Connection closed",
    remedy: "The receiver hung up before its answer was whole. Look into its log, and that of the proxy before it.",
  },
  protocol: {
    title: "Not an HTTP answer",
    remedy: "What answered does not speak HTTP as it should. Check scheme and port in the endpoint URL.",
  },
  redirect: {
    title: "Redirected",
    remedy: "Redirects are not followed. Put the address it leads to into the endpoint URL.",
  },
  authorization: {
    title: "No authorization",
    remedy: "The subscription’s authorization could not be made. Check it on the Feature step.",
  },
};

const byStatus: Record<number, string> = {
  401: "The receiver wants another authorization. Check the subscription’s, and how the receiver checks signatures.",
  403: "The receiver forbids it. Check the subscription’s authorization, and how the receiver checks signatures.",
  404: "There is nothing at this path. Check the endpoint URL.",
  405: "The receiver takes no POST there. Check the endpoint URL.",
  410: "The receiver wants no more of them, so the subscription was disabled. Validate its endpoint to enable it again.",
  413: "The receiver takes no body of this size. Raise its limit.",
  429: "The receiver is asked too often. It is tried again as late as it asked for, within bounds.",
};

/** The words for a failure by its name and the status that came with it, if one did. */
export function failureWords(failure: string, status: number | null): FailureWords {
  if (Object.hasOwn(named, failure)) return named[failure as keyof typeof named];
  if (failure !== "status" || status === null) return { title: failure, remedy: "Look into the receiver’s log." };
  const remedy =
    byStatus[status] ??
    (status >= 500
      ? "The receiver failed. Look into its log."
      : "Answer with a status from 200 to 299 to say that it was taken.");
  return { title: `Status ${status}`, remedy };
}

export const stateLabels = {
  pending: "Pending",
  held: "Held",
  delivered: "Delivered",
  failed: "Failed",
  cancelled: "Cancelled",
} as const;
