import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// .github/workflows/ci.yml runs what .ci/run does.

const workflow = readFileSync(".github/workflows/ci.yml", "utf8");

test("every part of npm test is a job", () => {
  const listed = /^ +part: \[(.*)\]$/m.exec(workflow)?.[1]?.split(", ") ?? [];
  const included = [...workflow.matchAll(/^ +- \{ part: (\w+)/gm)].map(([, part]) => part);
  const runner = readFileSync("scripts/bootstrap/test.mjs", "utf8");
  const parts = [...runner.matchAll(/^ {2}\{ name: "(\w+)",.* work: /gm)].map(([, part]) => part);
  expect(parts).toContain("e2e");
  expect([...listed, ...included]).toEqual(expect.arrayContaining(parts));
});

test("every npm command of .ci/run is run", () => {
  const commands = [...readFileSync(".ci/run", "utf8").matchAll(/^npm (?:run )?[\w:]+/gm)].map(([command]) => command);
  expect(commands).toContain("npm test");
  for (const command of commands) expect(workflow).toContain(`- run: ${command}`);
});

test("no job has a secret or another registry", () => {
  expect(workflow).not.toMatch(/secrets\.|registry/);
});
