import { isUtf8 } from "node:buffer";
import type * as z from "zod";
import type { MachineContext } from "@/lib/http/answer";
import { readBody } from "@/lib/http/body";
import { ApiError, type FieldError, validationFailed } from "@/lib/http/errors";
import { fieldErrors } from "@/lib/http/query";
import { maxValues, ValueCounter } from "@/lib/text/json-values";
import { parseMediaType } from "@/lib/tokens/media-type";

/** What else is checked of a valid JSON text: its error, or null. */
type Check = (text: string) => FieldError | null;

/**
 * Parses a request's body as JSON.
 * @throws ApiError 415 for another content type, 413 for more than `maxBytes`, 400 with code 300 if it is not JSON, fails
 * the check or has more than {@link maxValues} fields and list items
 */
export async function readJson(c: MachineContext, maxBytes: number, check: Check = () => null): Promise<unknown> {
  const media = parseMediaType(c.req.header("content-type") ?? "");
  if (media?.type !== "application/json" || !media.isUtf8) {
    throw new ApiError(415, 415, "Send the body as application/json, in UTF-8.");
  }
  const body = await readBody(c, maxBytes, (why) =>
    why === "cut off"
      ? notJson()
      : new ApiError(413, 413, `Send a body of at most ${maxBytes} bytes.`, { connection: "close" }),
  );
  if (!isUtf8(body)) throw notJson();
  if (new ValueCounter().add(body) > maxValues) throw tooManyValues();
  const text = new TextDecoder().decode(body);
  const json = parsed(text);
  const error = check(text);
  if (error) throw validationFailed([{ ...error, field: error.field || "body" }]);
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const tooManyValues = (): ApiError =>
  validationFailed([
    { field: "body", message: `Send at most ${maxValues.toLocaleString("en")} fields and list items in one request.` },
  ]);

const notJson = (): ApiError => validationFailed([{ field: "body", message: "Send the whole body as JSON in UTF-8." }]);

/**
 * Validates a body against its schema.
 * @throws ApiError 400 with code 300, naming each invalid part
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw validationFailed(fieldErrors(parsed.error).map((one) => ({ ...one, field: one.field || "body" })));
}
