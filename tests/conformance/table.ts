import { assertionRows } from "@/tests/conformance/assertions";
import { clientRows } from "@/tests/conformance/clients";
import { grantRows } from "@/tests/conformance/grants";
import { endpointRows } from "@/tests/conformance/introspection";
import { requestRows } from "@/tests/conformance/requests";
import { resourceRows } from "@/tests/conformance/resources";
import type { Row } from "@/tests/conformance/row";

/**
 * The conformance table: what machines may rely on, a row per promise, with where it is written (an RFC, or our own
 * contract). tests/conformance/conformance.db.test.ts asks all of them; `npm run conformance` prints them beside what
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
