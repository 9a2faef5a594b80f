import { isDeepStrictEqual } from "node:util";
import { type Also, outcomeOf, type Row, type Told } from "@/tests/conformance/row";
import type { SentRequest } from "@/tests/support/send";

/** Everything about a response that breaks its row or the general rules; empty if all is well. */
export function problemsOf([, , , expected, also = {}]: Row, sent: SentRequest, told: Told): string[] {
  const outcome = outcomeOf(told);
  const isHead = sent.method === "HEAD";
  return [
    // The response to HEAD has no body with an error.
    ...(outcome === expected || (isHead && expected.startsWith(String(told.status)))
      ? []
      : [`${outcome}, not ${expected}`]),
    ...headerProblems(told, also.headers ?? {}),
    ...(isHead ? [] : bodyProblems(told, also)),
    ...houseProblems(told, also, isHead),
  ];
}

function headerProblems({ headers }: Told, wanted: NonNullable<Also["headers"]>): string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const got = headers[name];
    const isRight =
      value === null ? got === undefined : typeof value === "string" ? got === value : value.test(String(got ?? ""));
    return isRight ? [] : [`${name}: ${String(got)}`];
  });
}

function bodyProblems({ json, text }: Told, { reason, json: whole, has = {} }: Also): string[] {
  const problems = Object.entries(has).flatMap(([name, value]) =>
    isDeepStrictEqual(json[name], value) ? [] : [`${name}: ${JSON.stringify(json[name])}`],
  );
  if (reason !== undefined && json.reason !== (reason ?? json.error_description))
    problems.push(`reason: ${String(json.reason)}`);
  if (whole !== undefined && !isDeepStrictEqual(json, whole)) problems.push(`body: ${text}`);
  return problems;
}

const describable = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+\.$/;

/** Rules for every response to machines. */
function houseProblems({ status, headers, json, text }: Told, { mayBeKept }: Also, isHead: boolean): string[] {
  const rules: [name: string, holds: boolean][] = [
    ["content-type", headers["content-type"] === "application/json"],
    ["x-content-type-options", headers["x-content-type-options"] === "nosniff"],
    ["x-request-id", /^[0-9a-f-]{36}$/.test(String(headers["x-request-id"]))],
    ["x-zm-trackingid", headers["x-zm-trackingid"] === headers["x-request-id"]],
    ["reason", json.error === undefined || typeof json.reason === "string"],
    ["content-length", isHead || headers["content-length"] === String(Buffer.byteLength(text))],
    [
      "cache-control",
      mayBeKept ? /max-age/.test(headers["cache-control"] ?? "") : headers["cache-control"] === "no-store",
    ],
    ["pragma", mayBeKept === true || headers.pragma === "no-cache"],
    ["www-authenticate", status !== 401 || /^(Basic|Bearer) /.test(headers["www-authenticate"] ?? "")],
    ["error_description", json.error === undefined || describable.test(String(json.error_description))],
  ];
  return rules.flatMap(([name, holds]) => (holds ? [] : [`${name} breaks the house rules`]));
}
