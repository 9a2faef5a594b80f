import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertionRows } from "@/tests/conformance/assertions";
import { problemsOf } from "@/tests/conformance/judge";
import { patchbayPlace } from "@/tests/conformance/patchbay";
import type { Place, Row } from "@/tests/conformance/row";
import { conformanceTable } from "@/tests/conformance/table";
import { forgeryNames } from "@/tests/support/forgeries";
import { type MachineServer, startMachine } from "@/tests/support/machine-server";
import { figure } from "@/tests/support/prove";

let place: Place;
let machine: MachineServer;

beforeAll(async () => {
  machine = await startMachine();
  place = await patchbayPlace(machine);
});

afterAll(() => machine.stop());

describe.each(conformanceTable)("%s", (_topic, rows) => {
  it.each(rows)("%s (%s)", async (...row) => {
    const [, , asks] = row as unknown as Row;
    const sent = await asks(place);
    expect(problemsOf(row as unknown as Row, sent, await machine.send(sent))).toEqual([]);
  });
});

it("the table has at least 90 rows, all different", () => {
  const names = conformanceTable.flatMap(([, rows]) => rows.map(([what]) => what));
  expect(names.length).toBeGreaterThanOrEqual(90);
  expect(new Set(names).size).toBe(names.length);
  figure("rows of the conformance table that machines are answered by", `${names.length}`);
});

it("at least 55 of them are forged tokens and assertions", () => {
  const assertions = assertionRows.filter(
    ([what, , , expected]) => /^an assertion/.test(what) && expected.startsWith("401"),
  );
  expect(forgeryNames.length + assertions.length).toBeGreaterThanOrEqual(55);
  figure(
    "Forged tokens and assertions",
    `${forgeryNames.length} tokens at introspection, an API and the check; ${assertions.length} assertions: 0 accepted`,
  );
});

describe("a response that differs from its row is found", () => {
  const spoiled: [what: string, spoil: (told: Awaited<ReturnType<MachineServer["send"]>>) => void][] = [
    ["another status", (told) => (told.status = 400)],
    ["another error", (told) => (told.json.error = "invalid_grant")],
    ["another reason", (told) => (told.json.reason = "no")],
    ["no Cache-Control: no-store", ({ headers }) => delete headers["cache-control"]],
    ["no Pragma", ({ headers }) => delete headers.pragma],
    ["no WWW-Authenticate", ({ headers }) => delete headers["www-authenticate"]],
    ["another challenge", ({ headers }) => (headers["www-authenticate"] = "Bearer")],
    ["no request id", ({ headers }) => delete headers["x-request-id"]],
    ["another content type", ({ headers }) => (headers["content-type"] = "text/html")],
    ["a description that no RFC allows", (told) => (told.json.error_description = 'Say "please".')],
  ];

  it.each(spoiled)("%s", async (_what, spoil) => {
    const row = conformanceTable.flatMap(([, rows]) => rows).find(([what]) => what === "a wrong secret");
    if (!row) throw new Error("The row to spoil is gone");
    const sent = await row[2](place);
    const told = await machine.send(sent);
    expect(problemsOf(row, sent, told)).toEqual([]);
    spoil(told);
    expect(problemsOf(row, sent, told)).not.toEqual([]);
  });
});
