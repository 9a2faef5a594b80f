import { describe, expect, it } from "vitest";
import { unreachable } from "@/components/unreachable";
import { answerOf } from "./answer";

describe("the answer to an act", () => {
  it("is what the server answered, refusals included", async () => {
    const refused = { ok: false, code: "forbidden", message: "You may not.", items: [] } as const;
    expect(await answerOf(async () => ({ ok: true, value: 7 }))).toEqual({ ok: true, value: 7 });
    expect(await answerOf<never>(async () => ({ ...refused, items: [] }))).toEqual(refused);
  });

  it("is a refusal with the one sentence when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await answerOf(lost)).toEqual({ ok: false, code: "unexpected", message: unreachable, items: [] });
  });
});
