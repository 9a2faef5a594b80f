// npm run test:gateways: the nginx and the Caddy of docs/gateways.md in front of Patchbay, from request to answer.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/test-gateways.mjs").then(({ testGateways }) => testGateways());
