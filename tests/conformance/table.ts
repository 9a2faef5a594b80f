import { assertionRows } from "@/tests/conformance/assertions";
import { clientRows } from "@/tests/conformance/clients";
import { grantRows } from "@/tests/conformance/grants";
import { integratorRows } from "@/tests/conformance/integrators";
import { endpointRows } from "@/tests/conformance/introspection";
import { requestRows } from "@/tests/conformance/requests";
import { resourceRows } from "@/tests/conformance/resources";
import type { Row } from "@/tests/conformance/row";

/**
 * The conformance table: what machines can rely on, one row per promise with its source (an RFC, or our own contract).
 * tests/conformance/conformance.db.test.ts sends them all; `npm run conformance` prints them next to oidc-provider's
 * response to the same request.
 */
export const conformanceTable: readonly (readonly [topic: string, rows: readonly Row[]])[] = [
  ["How a token is asked for", requestRows],
  ["How published clients ask for it", integratorRows],
  ["Who asks for it", clientRows],
  ["Who asks for it, by a private key", assertionRows],
  ["Which token", grantRows],
  ["Introspection and revocation", endpointRows],
  ["Metadata, keys, tokens in use, gateways", resourceRows],
];
