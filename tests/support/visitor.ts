import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/database/project-root";
import type { ActionResult } from "@/lib/web/form-action";

type Cookie = { name: string; value: string };

/** `cookieEnds`: in milliseconds since 1970, by the server's own clock. */
type SignInAnswer = { status: number; ok: boolean; said: string | null; cookieEnds: number };

/**
 * A browser, as far as the server can tell: it stores cookies, signs in as the form does, and sends actions as our
 * pages do. Everything goes over HTTP; a request without a response throws.
 */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #actionIds = actionIds();
  #csrfToken: Promise<string> | undefined;

  constructor(
    /** The server's URL; another server with the same database may replace it at any time. */
    public url: string,
    /**
     * `address`: where this visitor comes from, for a server that trusts us as its proxy. `origin`: the one the browser
     * shows, if it isn't the server's own. `cookies`: those it already has.
     */
    private readonly known: { address?: string; origin?: string; cookies?: readonly Cookie[] } = {},
  ) {
    for (const { name, value } of known.cookies ?? []) this.#cookies.set(name, value);
  }

  /** Its cookies, for a browser that continues in its place. */
  get cookies(): Cookie[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value }));
  }

  /** Fetches a page or a file without following redirects. */
  load(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { headers });
  }

  /** Signs in; `said` is the message the form would show. */
  async signIn(email: string, password: string): Promise<SignInAnswer> {
    const answer = await this.#postForm("/api/auth/callback/credentials", { email, password });
    const text = await answer.text();
    const said =
      answer.status === 401 || answer.status === 429 ? new URL(JSON.parse(text).url).searchParams.get("error") : null;
    // If the form token isn't this browser's, next-auth redirects back to the form without reporting an error.
    const ok = answer.status === 200 && !text.includes("csrf=true");
    const session = answer.headers.getSetCookie().find((line) => line.includes("next-auth.session-token=")) ?? "";
    return { status: answer.status, ok, said, cookieEnds: Date.parse(/Expires=([^;]+)/.exec(session)?.[1] ?? "") };
  }

  /** Signs out, as the menu does. */
  async signOut(): Promise<void> {
    await this.#postForm("/api/auth/signout", {});
  }

  async #postForm(path: string, fields: Record<string, string>): Promise<Response> {
    this.#csrfToken ??= this.load("/api/auth/csrf").then(async (answer) => (await answer.json()).csrfToken);
    const body = new URLSearchParams({ csrfToken: await this.#csrfToken, ...fields, json: "true" });
    return this.#send(path, { method: "POST", body });
  }

  /**
   * Calls the server action with this name as the page at `path` does.
   * @throws Error if the response is not an action's, as the page's own call would
   */
  async act<T>(path: string, name: string, input: unknown): Promise<ActionResult<T>> {
    const answer = await this.#send(path, {
      method: "POST",
      headers: {
        "next-action": this.#actionIds.get(name) ?? "",
        "content-type": "text/plain;charset=UTF-8",
        accept: "text/x-component",
      },
      body: JSON.stringify([input]),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new NotDone(answer);
    return resultIn<T>(text);
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { address, origin = this.url } = this.known;
    const headers = { cookie, origin, ...(address && { "x-forwarded-for": address }) };
    const response = await fetch(this.url + path, {
      ...init,
      redirect: "manual",
      headers: { ...headers, ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

/** The server's response was not an action's. */
export class NotDone extends Error {
  readonly status: number;
  readonly retryAfter: string | null;

  constructor({ status, headers }: Response) {
    super(`The action was answered with ${status}`);
    this.status = status;
    this.retryAfter = headers.get("retry-after");
  }
}

/** An action's result, from the stream Next wraps it in: row 0 says which row holds it. */
function resultIn<T>(stream: string): ActionResult<T> {
  const row = (id: string) => new RegExp(`^${id}:(.*)$`, "m").exec(stream)?.[1] ?? "null";
  const place = (JSON.parse(row("0")) as { a?: string } | null)?.a?.replace("$@", "");
  return JSON.parse(row(place ?? "none")) as ActionResult<T>;
}

type Manifest = { node: Record<string, { exportedName: string }> };

/** The IDs of the built server's actions, by name. */
function actionIds(): Map<string, string> {
  const file = join(projectRoot(), ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}
