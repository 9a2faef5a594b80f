import { cn } from "@/components/cn";

type BarsProps = {
  /** One bar per entry, left to right: its segments from bottom to top, in any unit. */
  stacks: readonly (readonly number[])[];
  /** The class of each segment, from bottom to top. */
  fills: readonly string[];
  className?: string;
};

/** A bar chart as high as its box. Hidden from assistive technology: give the figures in text next to it. */
export function Bars({ stacks, fills, className }: BarsProps) {
  const highest = Math.max(1, ...stacks.map((pieces) => pieces.reduce((sum, piece) => sum + piece, 0)));
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${stacks.length} 100`}
      preserveAspectRatio="none"
      className={cn("block w-full overflow-visible", className)}
    >
      <line x1={0} x2={stacks.length} y1={100} y2={100} vectorEffect="non-scaling-stroke" className="stroke-line" />
      {stacks.map((pieces, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is identified by its position.
        <Bar key={i} at={i} heights={pieces.map((piece) => scaled(piece, highest))} fills={fills} />
      ))}
    </svg>
  );
}

type BarProps = { at: number; heights: number[]; fills: readonly string[] };

function Bar({ at, heights, fills }: BarProps) {
  let top = 100;
  return heights.map((height, i) => {
    top -= height;
    return height > 0 && <rect key={fills[i]} x={at + 0.1} y={top} width={0.8} height={height} className={fills[i]} />;
  });
}

/** Percent of the highest bar, but at least 3, so that small values stay visible; 0 stays 0. */
const scaled = (piece: number, highest: number): number => (piece === 0 ? 0 : Math.max(3, (100 * piece) / highest));
