export type FailureName =
  | "dns"
  | "blocked"
  | "refused"
  | "connect"
  | "tls"
  | "timeout"
  | "closed"
  | "protocol"
  | "redirect"
  | "status"
  | "authorization";

/** Why an attempt failed: its name in the log, and a sentence. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";

  constructor(
    readonly failure: FailureName,
    message: string,
  ) {
    super(message);
  }
}

/** How far an attempt has got. */
export type StageOfSending = "dns" | "connect" | "tls" | "answer" | "body";

const tooLate: Record<StageOfSending, string> = {
  dns: "The DNS lookup did not finish",
  connect: "The connection was not established",
  tls: "The TLS handshake did not finish",
  answer: "There was no answer",
  body: "The answer did not finish",
};

/** The failure for a deadline that passed during this stage. */
export const timedOut = (stage: StageOfSending, deadlineMs: number): SendFailure =>
  new SendFailure("timeout", `${tooLate[stage]} within ${deadlineMs / 1000} s.`);

/** The failure for a status outside 2xx; null for 2xx. */
export function failureOf(status: number, host: string): SendFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return new SendFailure("redirect", `${host} answered ${status}: redirects are not followed.`);
  }
  return new SendFailure("status", `${host} answered ${status}; only 2xx is a success.`);
}

/** The failure for an error at this stage. */
export function failureAt(stage: StageOfSending, error: unknown, host: string): SendFailure {
  if (error instanceof SendFailure) return error;
  const code = codeOf(error);
  if (stage === "dns") return new SendFailure("dns", whyNoAddress(code, host));
  if (stage === "connect") return new SendFailure(...whyNoConnection(code, host));
  if (stage === "tls") return new SendFailure("tls", whyNoTls(error, code, host));
  if (code.startsWith("HPE_")) return new SendFailure("protocol", whyNoHttp(code));
  return new SendFailure("closed", `${host} closed the connection before the answer was complete.`);
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");

function whyNoAddress(code: string, host: string): string {
  if (code === "ENOTFOUND") return `There is no host named ${host}.`;
  if (code === "ENODATA") return `The host name ${host} has no address.`;
  return `The DNS lookup for ${host} failed (${code || "no answer"}).`;
}

function whyNoConnection(code: string, host: string): [FailureName, string] {
  if (code === "ECONNREFUSED") return ["refused", `${host} refused the connection: nothing is listening there.`];
  return ["connect", `${host} could not be reached (${code || "no connection"}).`];
}

function whyNoTls(error: unknown, code: string, host: string): string {
  const certificate = certificateFaults[code];
  if (certificate) return `${host} has a certificate ${certificate}.`;
  if (code === "ECONNRESET") return `${host} closed the connection during the TLS handshake.`;
  const said = error instanceof Error ? error.message.replace(/^.*:SSL routines:[^:]*:/, "").split(":")[0] : "";
  return `TLS with ${host} failed (${code || said || "handshake failed"}).`;
}

const certificateFaults: Record<string, string> = {
  CERT_HAS_EXPIRED: "that has expired",
  CERT_NOT_YET_VALID: "that is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "that is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "whose chain ends in an untrusted root",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "from an untrusted issuer",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "but did not send the intermediate certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "for other names",
};

function whyNoHttp(code: string): string {
  if (code === "HPE_HEADER_OVERFLOW") return "The answer’s headers are longer than 16 KiB.";
  return `The answer is not HTTP (${code}).`;
}
