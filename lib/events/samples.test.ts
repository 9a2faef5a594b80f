import { describe, expect, test } from "vitest";
import { allEvents } from "@/lib/catalog/events";
import { things } from "@/lib/events/sample-things";
import { samplePayload } from "@/lib/events/samples";

const all = allEvents().map(({ id }) => ({ id, payload: samplePayload(id) }));

describe("a sample payload", () => {
  test("exists for every event of the catalog, made for its kind of object", () => {
    const unknown = all.filter(({ id }) => !things.some(([fits]) => fits.test(id)));
    expect(unknown.map(({ id }) => id)).toEqual([]);
    expect(all.length).toBeGreaterThan(440);
    for (const { id, payload } of all) expect(Object.keys(payload.object).length, id).toBeGreaterThan(0);
  });

  test("survives JSON unchanged, and has no account ID, which is added when it is sent", () => {
    for (const { id, payload } of all) {
      expect(JSON.parse(JSON.stringify(payload)), id).toEqual(payload);
      expect(payload, id).not.toHaveProperty("account_id");
    }
  });

  test("has only addresses, numbers and hosts reserved for examples", () => {
    const text = JSON.stringify(all);
    for (const [, host] of text.matchAll(/@([\w.-]+)/g)) expect(host).toMatch(/(^|\.)example\.com$/);
    for (const [, host] of text.matchAll(/\w+:\/\/([\w.-]+)/g)) expect(host).toMatch(/(^|\.)example\.com$/);
    for (const [number] of text.matchAll(/\+\d{8,}/g)) expect(number).toMatch(/^\+120255501\d\d$/);
    for (const [ip] of text.matchAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g)) expect(ip).toMatch(/^203\.0\.113\./);
  });

  test("fits the event: who joined, who registered, what was recorded, who called whom", () => {
    expect(samplePayload("meeting.started").object).toMatchObject({
      topic: "Weekly planning",
      host_id: expect.any(String),
    });
    expect(samplePayload("meeting.started").object).not.toHaveProperty("participant");
    expect(samplePayload("meeting.participant_joined").object).toHaveProperty("participant.email");
    expect(samplePayload("webinar.registration_created").object).toHaveProperty("registrant.email");
    expect(samplePayload("recording.completed").object).toHaveProperty("recording_files.0.download_url");
    expect(samplePayload("phone.callee_ringing").object).toHaveProperty("caller.phone_number");
    expect(samplePayload("user.created")).toMatchObject({ operator: "ada@example.com", object: { first_name: "Ada" } });
    expect(samplePayload("chat_message.sent").object).toHaveProperty("channel_name");
    expect(samplePayload("not.yet_known").object).toHaveProperty("id");
  });
});
