import { guardFetch } from "@/app/_reach/guard-fetch";
import { report } from "@/app/_reach/trouble";

const retryMs = 2000;

window.fetch = guardFetch(window.fetch, {
  address: () => window.location.pathname + window.location.search,
  // The router takes this for Back to the page that is open, which is there already, and drops what it was loading.
  stay: () => void window.dispatchEvent(new PopStateEvent("popstate", { state: window.history.state })),
  report,
  later: () => new Promise((resolve) => setTimeout(resolve, retryMs)),
});
