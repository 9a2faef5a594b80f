"use client";

import { CodeTabs } from "@/components/code-tabs";

/** The body of a delivery, formatted and byte for byte. */
export function DeliveryBody({ body }: { body: string }) {
  return (
    <section aria-labelledby="body-title">
      <h2 id="body-title" className="mb-3 text-lg font-semibold">
        Body
      </h2>
      <CodeTabs
        tabs={[
          { label: "Pretty", code: pretty(body), language: "json" },
          { label: "Raw", code: body, language: "json" },
        ]}
      />
    </section>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
