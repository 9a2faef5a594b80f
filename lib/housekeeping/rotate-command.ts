import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { publishNextKey, replaceKeys } from "@/lib/tokens/key-rotation";

// npm run keys:rotate, with -- --now in an emergency: switches to another key for signing access tokens
// (docs/operations.md). Works whether or not the server is running.

runCommand(async () => {
  const isEmergency = readArguments(process.argv.slice(2));
  await onDatabase(isEmergency ? replace : publish);
});

function readArguments(args: string[]): boolean {
  if (args.length === 0) return false;
  if (args.length === 1 && args[0] === "--now") return true;
  throw new CommandError("Use npm run keys:rotate, or npm run keys:rotate -- --now if a signing key has leaked.");
}

async function publish(): Promise<void> {
  const { kid, activeAt, isNew } = await publishNextKey();
  const what = isNew ? "The next signing key is published" : "The next signing key was already published";
  console.log(
    `\n  ${what}: ${kid}\n  It signs from ${activeAt.toISOString()}. Tokens signed before then keep working until they expire.\n`,
  );
}

async function replace(): Promise<void> {
  const kid = await replaceKeys();
  console.log(
    `\n  A new key signs from now on: ${kid}\n  All previous keys are retired, and every access token signed with them is invalid: clients must request new ones.\n  Running servers follow within 5 seconds; anyone who caches the JWKS must fetch it again.\n`,
  );
}
