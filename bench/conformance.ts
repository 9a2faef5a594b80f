import { onOwnDatabase } from "@/bench/own-database";
import { providerPlace } from "@/bench/peers/provider-place";
import { startPeer } from "@/bench/peers/start-peer";
import { loadCatalog } from "@/lib/catalog/load";
import { pool } from "@/lib/database/db";
import { problemsOf } from "@/tests/conformance/judge";
import { patchbayPlace } from "@/tests/conformance/patchbay";
import { NotThere, outcomeOf, type Place, type Row } from "@/tests/conformance/row";
import { conformanceTable } from "@/tests/conformance/table";
import { type MachineServer, startMachine } from "@/tests/support/machine-server";
import { send } from "@/tests/support/send";

// npm run conformance: sends every row to Patchbay and, where it applies, to oidc-provider, and prints both responses
// as Markdown. Exits with 1 if a response of Patchbay breaks its row.

type Send = MachineServer["send"];

const count = { rows: 0, wrong: 0, alike: 0, otherwise: 0 };

await onOwnDatabase(async () => {
  await loadCatalog(pool());
  const machine = await startMachine();
  const peer = await startPeer("oidc-provider.ts");
  try {
    await printReport(machine, await patchbayPlace(machine), providerPlace(peer), (one) => send(peer.port, one));
  } finally {
    await Promise.all([peer.stop(), machine.stop()]);
  }
});
process.exit(count.wrong === 0 ? 0 : 1);

async function printReport(machine: MachineServer, ours: Place, theirs: Place, sendToPeer: Send): Promise<void> {
  console.log("# Conformance\n\nDifferences from the expectation are **bold**; n/a: it has no such thing.");
  for (const [topic, rows] of conformanceTable) {
    console.log(`\n## ${topic}\n`);
    printRow(["request", "source", "expected", "Patchbay", "oidc-provider 8.8.1"]);
    printRow(["---", "---", "---", "---", "---"]);
    for (const row of rows) {
      const [what, source, , expected] = row;
      printRow([
        what,
        source,
        expected,
        await ourCell(row, ours, machine.send),
        await theirCell(row, theirs, sendToPeer),
      ]);
    }
  }
  const { rows, wrong, alike, otherwise } = count;
  console.log(`\n${rows} rows: Patchbay answers ${rows - wrong} as promised, ${wrong} not.`);
  console.log(
    `oidc-provider answers ${alike} alike and ${otherwise} otherwise; ${rows - alike - otherwise} do not apply to it.`,
  );
}

function printRow(cells: string[]): void {
  console.log(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
}

/** Status and error; if the response breaks its row, what is wrong with it. */
async function ourCell(row: Row, place: Place, ask: Send): Promise<string> {
  count.rows++;
  const request = await row[2](place);
  const told = await ask(request);
  const problems = problemsOf(row, request, told);
  if (problems.length === 0) return outcomeOf(told);
  count.wrong++;
  return `**${problems.join("; ")}**`;
}

async function theirCell(row: Row, place: Place, ask: Send): Promise<string> {
  try {
    const outcome = outcomeOf(await ask(await row[2](place)));
    const isAlike = outcome === row[3];
    count[isAlike ? "alike" : "otherwise"]++;
    return isAlike ? outcome : `**${outcome}**`;
  } catch (error) {
    if (error instanceof NotThere) return "n/a";
    throw error;
  }
}
