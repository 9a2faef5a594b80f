import { expect, test } from "vitest";
import { failureWords } from "@/lib/deliveries/failure-words";

const sentence = /^[A-Z].*\.$/;

test.each([200, 302, 400, 401, 403, 404, 405, 410, 413, 418, 429, 500, 503])(
  "a status says what to do: %i",
  (status) => {
    const words = failureWords("status", status);
    expect(words).toEqual({ title: `Status ${status}`, remedy: expect.stringMatching(sentence) });
  },
);

test("a named failure says what to do; an unknown one is its own title", () => {
  expect(failureWords("timeout", null)).toMatchObject({
    title: "Timed out",
    remedy: expect.stringMatching(/3 seconds/),
  });
  expect(failureWords("timeout", 200).title).toBe("Timed out");
  expect(failureWords("constructor", null)).toEqual({ title: "constructor", remedy: expect.stringMatching(sentence) });
});
