/** Patchbay's mark: four sockets, two of them joined by a cable. Decorative: show the name next to it. */
export function PatchbayMark({ className = "size-7" }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 28 28" fill="none" className={className}>
      <rect
        x="0.75"
        y="0.75"
        width="26.5"
        height="26.5"
        rx="7"
        className="fill-sunken stroke-line-strong"
        strokeWidth="1.5"
      />
      <circle cx="19.5" cy="8.5" r="2.25" className="stroke-ink-faint" strokeWidth="1.5" />
      <circle cx="8.5" cy="19.5" r="2.25" className="stroke-ink-faint" strokeWidth="1.5" />
      <path d="M8.5 8.5C8.5 18 19.5 10 19.5 19.5" className="stroke-accent" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="8.5" cy="8.5" r="3" className="fill-accent" />
      <circle cx="19.5" cy="19.5" r="3" className="fill-accent" />
    </svg>
  );
}
