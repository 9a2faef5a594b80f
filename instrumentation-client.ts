// Next applies the answer of an action while it still arrives. Were the connection to break in between, the page would
// be torn down with everything typed in it; so an action's answer arrives whole, or it fails and is tried again.

const fetchAsItComes = window.fetch;

window.fetch = async (input, init) => {
  const response = await fetchAsItComes(input, init);
  if (!new Headers(init?.headers).has("next-action")) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
};
