import { config } from "@/lib/config";
import { onDatabase, runCommand } from "@/lib/database/visit";
import { type Reseal, reseal } from "@/lib/housekeeping/reseal";

// npm run keys:reseal: seals everything again with the first key in SECRET_KEYS (docs/operations.md). Works whether or
// not the server is running; a running server must already know that key.

runCommand(() =>
  onDatabase(async () => {
    console.log(`\n${lines(await reseal()).join("\n")}\n`);
  }),
);

function lines({ columns, stillNeeded }: Reseal): string[] {
  const [current, ...others] = config().secretKeys.map(({ kid }) => kid);
  const unneeded = others.filter((kid) => !stillNeeded.includes(kid));
  return [
    ...columns.filter(({ done }) => done > 0).map(({ what, done }) => `  ${done} ${what} resealed with ${current}.`),
    ...columns
      .filter(({ locked }) => locked > 0)
      .map(
        ({ what, locked }) =>
          `  ${locked} ${what} can't be opened with any key in SECRET_KEYS and were left unchanged.`,
      ),
    ...(columns.every(({ done, locked }) => done + locked === 0)
      ? [`  Everything is sealed with ${current} already.`]
      : []),
    ...stillNeeded.map(
      (kid) =>
        `  ${kid} is still needed: make sure every server was started with ${current} first in SECRET_KEYS, then run this again.`,
    ),
    ...unneeded.map((kid) => `  ${kid} is no longer needed: remove it from SECRET_KEYS and restart every server.`),
  ];
}
