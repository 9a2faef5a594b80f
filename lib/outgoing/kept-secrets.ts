/** Replaces a secret in the delivery log. Stored there, so it must not change. */
export const notKept = "(not kept)";

/** Shorter values are not redacted: they would match by chance. */
const shortestSecret = 6;

type Asked = { headers: Record<string, string>; secretNames?: readonly string[] };

/** The answer as it may be stored: an endpoint may echo the request's secrets, so they are redacted. */
export function withoutSecrets(answer: { headers: Record<string, string>; body: string }, asked: Asked) {
  const secrets = secretsIn(asked);
  const clean = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, notKept), text);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]);
  return { responseHeaders: Object.fromEntries(headers) as Record<string, string>, responseBody: clean(answer.body) };
}

/** The secret values, longest first: with and without `Basic` or `Bearer`, both raw and JSON-escaped. */
function secretsIn({ headers, secretNames = [] }: Asked): string[] {
  const values = secretNames.map((name) => headers[name] ?? "").flatMap((value) => [value, value.replace(/^\S+ /, "")]);
  return values
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
}
