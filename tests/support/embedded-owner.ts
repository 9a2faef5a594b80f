import { startEmbedded } from "@/lib/database/embedded";

// A process that owns an embedded database until it is killed: `embedded-owner.ts <data directory>` prints the URL.
const quiet = { info: () => undefined, warn: () => undefined };
const { url } = await startEmbedded({ dataDir: process.argv[2] ?? "", log: quiet });
process.stdout.write(`${url}\n`);
setInterval(() => undefined, 60_000);
