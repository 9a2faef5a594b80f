/** What stands in the log in place of a secret. */
export const notKept = "(not kept)";

/** What is shorter is not taken for a secret: it would be found in any text. */
const shortestSecret = 6;

type Asked = { headers: Record<string, string>; secretNames?: readonly string[] };

/** An answer as it may be kept, where the endpoint sends back what authorized the request. */
export function withoutSecrets(answer: { headers: Record<string, string>; body: string }, asked: Asked) {
  const secrets = secretsIn(asked);
  const clean = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, notKept), text);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]);
  return { responseHeaders: Object.fromEntries(headers) as Record<string, string>, responseBody: clean(answer.body) };
}

/** The secret values, longest first: with and without `Basic` or `Bearer`, as they are and as JSON writes them. */
function secretsIn({ headers, secretNames = [] }: Asked): string[] {
  const values = secretNames.map((name) => headers[name] ?? "").flatMap((value) => [value, value.replace(/^\S+ /, "")]);
  return values
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
}
