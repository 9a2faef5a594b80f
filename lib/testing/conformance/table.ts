import { assertionRows } from "@/lib/testing/conformance/assertions";
import { clientRows } from "@/lib/testing/conformance/clients";
import { grantRows } from "@/lib/testing/conformance/grants";
import { endpointRows } from "@/lib/testing/conformance/introspection";
import { requestRows } from "@/lib/testing/conformance/requests";
import { resourceRows } from "@/lib/testing/conformance/resources";
import type { Row } from "@/lib/testing/conformance/row";

/**
 * The conformance table: what machines may rely on, a row per promise, with where it is written (an RFC, or our own
 * contract). lib/http/conformance.db.test.ts asks all of them; `npm run conformance` prints them beside what
 * oidc-provider answers to the same request.
 */
export const conformanceTable: readonly (readonly [topic: string, rows: readonly Row[]])[] = [
  ["How a token is asked for", requestRows],
  ["Who asks for it", clientRows],
  ["Who asks for it, by a private key", assertionRows],
  ["Which token", grantRows],
  ["Introspection and revocation", endpointRows],
  ["Metadata, keys, tokens in use, gateways", resourceRows],
];
