import type { NextRequest } from "next/server";
import type { ExportFormat } from "@/lib/activity/export";
import { type ActivityFilter, activityFilter } from "@/lib/activity/filter";
import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";
import { currentActor } from "@/lib/web/session";

const types: Record<ExportFormat, string> = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" };

const statuses: Partial<Record<Refusal["code"], number>> = { forbidden: 403, "not-found": 404 };

type Make = (actor: Actor, filter: ActivityFilter, format: ExportFormat) => Promise<AsyncGenerator<string>>;

/**
 * Answers `?format=csv|json&<the page's filter>` with a download; 401 if no one is signed in, 400 for any other format,
 * 403 or 404 if `make` refuses so.
 */
export async function answerExport(request: NextRequest, name: string, make: Make): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refuse("You are signed out.", 401);
  const { format, ...params } = Object.fromEntries(request.nextUrl.searchParams);
  if (format !== "csv" && format !== "json") return refuse("Ask for format=csv or format=json.", 400);
  try {
    const pieces = await make(actor, activityFilter(params), format);
    return new Response(streamOf(pieces), {
      headers: {
        "content-type": types[format],
        "content-disposition": `attachment; filename="${name}-${new Date().toISOString().slice(0, 10)}.${format}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message, statuses[error.code] ?? 400);
    throw error;
  }
}

/** Generates each chunk when it is read. An error aborts the download, so that a partial file never looks complete. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: async () => void (await pieces.return(undefined)),
    },
    { highWaterMark: 1 },
  );
}

const refuse = (message: string, status: number): Response =>
  new Response(`${message}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  });
