import type { Credentials, Place } from "@/tests/conformance/row";
import { basic, post } from "@/tests/support/machine-server";
import type { SentRequest } from "@/tests/support/send";

// The requests that rows consist of.

export const grant = { grant_type: "client_credentials" };
export const formType = "application/x-www-form-urlencoded";
export const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");

/** The same request with an added or replaced header. */
export const withHeader = (request: SentRequest, name: string, value: string | string[]): SentRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

export const token = (p: Place, form: Record<string, string>, app?: Credentials): SentRequest =>
  post(p.paths.token, form, app);

/** A token request with a custom Authorization header. */
export const authorized = (p: Place, value: string | string[]): SentRequest =>
  withHeader(token(p, grant), "authorization", value);

/** Bytes instead of a form, sent by the valid client. */
export const raw = (
  p: Place,
  body: string | Buffer,
  type = formType,
  path: "token" | "introspect" | "revoke" = "token",
): SentRequest => ({
  path: p.paths[path],
  headers: { authorization: basic(p.app), ...(type && { "content-type": type }) },
  body,
});

/** A request to the token endpoint with this query string. */
export const addressed = (p: Place, query: string, request: SentRequest): SentRequest => ({
  ...request,
  path: `${p.paths.token}?${query}`,
});

export const get = (path: string, headers: SentRequest["headers"] = {}): SentRequest => ({
  method: "GET",
  path,
  headers,
});

export const bodyCredentials = ({ clientId, clientSecret }: Credentials) => ({
  client_id: clientId,
  client_secret: clientSecret,
});

export const introspect = (p: Place, form: Record<string, string>, app?: Credentials): SentRequest =>
  post(p.paths.introspect, form, app);

export const revoke = (p: Place, form: Record<string, string>, app?: Credentials): SentRequest =>
  post(p.paths.revoke, form, app);

/** A call to our own API with this Authorization header. */
export const api = (p: Place, authorization: string | string[]): SentRequest =>
  get(p.own("/v2/users/me"), { authorization });

export const check = (p: Place, query: string, authorization?: string): SentRequest =>
  get(p.own(`/oauth/check${query}`), authorization === undefined ? {} : { authorization });
