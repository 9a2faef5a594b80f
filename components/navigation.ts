type Options = { replace?: boolean | undefined; scroll?: boolean | undefined };

type Opener = (href: string, options: Options) => void;

let opener: Opener | null = null;

/** Whether {@link goTo} shows that a page is loading. Not on the pages for people who aren't signed in. */
export const hasOpener = (): boolean => opener !== null;

/** How {@link goTo} opens pages from now on; returns a function that ends this. */
export function openBy(next: Opener): () => void {
  opener = next;
  return () => {
    opener = null;
  };
}

/** Opens a page of the console, and shows at once that it is loading. */
export function goTo(href: string, options: Options = {}): void {
  if (opener) opener(href, options);
  else window.location.assign(href);
}
