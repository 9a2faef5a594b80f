// Read by every version of Node that knows modules: nothing newer than 2019 may stand in this file, and whoever
// imports it loads the rest only afterwards.

/** Ends the process with a sentence when this Node is older than the 20.19 that package.json asks for. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Patchbay needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
