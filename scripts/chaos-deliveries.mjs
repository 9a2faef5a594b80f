// npm run chaos:deliveries: 2,000 deliveries while workers are killed and frozen and their database is restarted.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/prove.mjs").then(({ prove }) => prove(["tests/chaos/deliveries"]));
