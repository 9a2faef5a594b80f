import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { publishNextKey, replaceKeys } from "@/lib/tokens/key-rotation";

// npm run keys:rotate, with -- --now in an emergency: another key signs access tokens (docs/operations.md). The server may
// be running meanwhile or not.

runCommand(async () => {
  const isEmergency = readArguments(process.argv.slice(2));
  await onDatabase(isEmergency ? replace : publish);
});

function readArguments(args: string[]): boolean {
  if (args.length === 0) return false;
  if (args.length === 1 && args[0] === "--now") return true;
  throw new CommandError("Use npm run keys:rotate, or npm run keys:rotate -- --now when a signing key has leaked.");
}

async function publish(): Promise<void> {
  const { kid, activeAt, isNew } = await publishNextKey();
  const what = isNew ? "The next signing key is published" : "The next signing key was published already";
  console.log(
    `\n  ${what}: ${kid}\n  It signs from ${activeAt.toISOString()}. Tokens signed before go on working until they expire.\n`,
  );
}

async function replace(): Promise<void> {
  const kid = await replaceKeys();
  console.log(
    `\n  A new key signs at once: ${kid}\n  All keys before it are retired, and every access token signed with them is dead: clients have to get new ones.\n  Servers that run follow within 5 seconds; whoever keeps the JWKS has to fetch it again.\n`,
  );
}
