// The rooms of lib/ and their floors (lib/floors.json).

import { readFileSync } from "node:fs";

/** From the top down: on each floor its rooms, and what they hold. */
export const floors = JSON.parse(readFileSync("lib/floors.json", "utf8"));

/** The floors as docs/architecture.md shows them: a line for each room, its floor before the first of a floor. */
export const floorPlan = () =>
  floors
    .flatMap((rooms, at) =>
      Object.entries(rooms).map(([room, holds], index) => {
        const floor = index === 0 ? String(floors.length - at) : "";
        return `${floor.padStart(2)}  ${room.padEnd(15)}${holds}`;
      }),
    )
    .join("\n");

const roomOf = (path) => /^lib\/([^/]+?)(?:\/|\.tsx?$)/.exec(path)?.[1];

/**
 * Groups of rooms that import each other, directly or around a ring.
 * @param edges pairs of paths: what imports, what it imports
 */
export function ringsOf(edges) {
  const imports = new Map();
  for (const [from, to] of edges.map((pair) => pair.map(roomOf))) {
    if (from && to && from !== to) imports.set(from, (imports.get(from) ?? new Set()).add(to));
  }
  const reached = new Map([...imports.keys()].map((room) => [room, reachedFrom(room, imports)]));
  const inRings = [...reached.keys()].filter((room) => reached.get(room).has(room));
  const rings = inRings.map((room) =>
    inRings.filter((other) => reached.get(room).has(other) && reached.get(other)?.has(room)),
  );
  return [...new Map(rings.map((ring) => [ring.sort().join(), ring])).values()];
}

function reachedFrom(room, imports) {
  const reached = new Set(imports.get(room));
  // A set hands out what is added to it while it is read.
  for (const other of reached) for (const next of imports.get(other) ?? []) reached.add(next);
  return reached;
}
