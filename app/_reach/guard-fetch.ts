import type { Trouble } from "./trouble";

/** What the guard needs of the page that is open. */
type Here = {
  address: () => string;
  /** Makes the router give up the page it is loading. */
  stay: () => void;
  report: (trouble: Trouble | null) => void;
  /** Resolves when a failed request is worth another attempt. */
  later: () => Promise<void>;
};

/** The redirect to the sign-in page, as Next writes it into a page's response. */
const toSignIn = /"NEXT_REDIRECT;\w+;\/sign-in[?;]/;

/** The refusal `signed-out`, as Next writes an action's result into its response. */
const refusedSignedOut = /"ok":false,"code":"signed-out"/;

/**
 * A fetch that never costs what was typed:
 * - An action's response is read in full first. Next applies it while it arrives; if the connection broke in between,
 *   the page would be torn down. If it says that the person is signed out, that is reported.
 * - A page that can't be loaded, because the server can't be reached or the person is signed out, is reported, and the
 *   page that is open stays. Next would leave it: for the browser's offline page, or for the sign-in page.
 */
export function guardFetch(fetch: typeof window.fetch, here: Here): typeof window.fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (headers.has("next-action")) return action(await fetch(input, init), here);
    if (!headers.has("rsc") || headers.has("next-router-prefetch")) return fetch(input, init);
    return page(() => fetch(input, init), addressOf(input), here);
  };
}

async function action(response: Response, here: Here): Promise<Response> {
  const answer = await whole(response);
  if (refusedSignedOut.test(await answer.clone().text())) here.report({ kind: "signed-out", to: null });
  return answer;
}

async function page(load: () => Promise<Response>, to: string, here: Here): Promise<Response> {
  const isElsewhere = to !== here.address();
  for (;;) {
    const loaded = await load().then(answered).catch(onlyFailures);
    if (loaded && isElsewhere && toSignIn.test(await loaded.clone().text()))
      return left({ kind: "signed-out", to }, here);
    if (loaded) {
      here.report(null);
      return loaded;
    }
    if (isElsewhere) return left({ kind: "unreachable", to }, here);
    // The same page anew, or one that Back has opened already: there is none to stay on.
    here.report({ kind: "unreachable", to: null });
    await here.later();
  }
}

/** null: a proxy, or our own front without its database, says that nobody could answer. */
const answered = (response: Response) => ([502, 503, 504].includes(response.status) ? null : whole(response));

/** The router gets no answer, because it has been told to stay where it is. */
function left(trouble: Trouble, here: Here): Promise<Response> {
  here.report(trouble);
  here.stay();
  return new Promise(() => {});
}

function onlyFailures(error: unknown): null {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  return null;
}

async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers, url, redirected } = response;
  const read = new Response(isBodyless(status) ? null : await response.arrayBuffer(), { status, statusText, headers });
  return Object.defineProperties(read, { url: { value: url }, redirected: { value: redirected } });
}

/** Statuses whose responses may not have a body (Fetch standard, "null body status"). */
const isBodyless = (status: number): boolean => [101, 103, 204, 205, 304].includes(status);

function addressOf(input: RequestInfo | URL): string {
  const url = new URL(input instanceof Request ? input.url : input, "http://here");
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}
