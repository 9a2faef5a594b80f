// Next applies an action's response while it is still arriving. If the connection broke in between, the page would be
// torn down with everything typed in it. So the response is read in full first, or it fails and is retried.

const streamingFetch = window.fetch;

window.fetch = async (input, init) => {
  const response = await streamingFetch(input, init);
  if (!new Headers(init?.headers).has("next-action")) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
};
