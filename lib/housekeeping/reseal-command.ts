import { config } from "@/lib/config";
import { onDatabase, runCommand } from "@/lib/database/visit";
import { type Reseal, reseal } from "@/lib/housekeeping/reseal";

// npm run keys:reseal: everything that is sealed is sealed anew with the first of SECRET_KEYS (docs/operations.md). The
// server may be running meanwhile or not; it must know the key already.

runCommand(() =>
  onDatabase(async () => {
    console.log(`\n${lines(await reseal()).join("\n")}\n`);
  }),
);

function lines({ columns, stillNeeded }: Reseal): string[] {
  const [current, ...others] = config().secretKeys.map(({ kid }) => kid);
  const unneeded = others.filter((kid) => !stillNeeded.includes(kid));
  return [
    ...columns.filter(({ done }) => done > 0).map(({ what, done }) => `  ${done} ${what} sealed anew with ${current}.`),
    ...columns
      .filter(({ locked }) => locked > 0)
      .map(
        ({ what, locked }) =>
          `  ${locked} ${what} cannot be opened with any key of SECRET_KEYS; they stay as they are.`,
      ),
    ...(columns.every(({ done, locked }) => done + locked === 0)
      ? [`  Everything is sealed with ${current} already.`]
      : []),
    ...stillNeeded.map(
      (kid) =>
        `  ${kid} is still needed: run this again, and see that every server was started with ${current} in front.`,
    ),
    ...unneeded.map((kid) => `  ${kid} is needed no longer: take it out of SECRET_KEYS, and start every server anew.`),
  ];
}
