// Every version of Node that supports modules must be able to parse this file: no syntax newer than 2019, and importers
// load everything else afterward.

/** Ends the process with a message if Node is older than 20.19, which package.json requires. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Patchbay needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
