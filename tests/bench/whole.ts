// SPDX-License-Identifier: EUPL-1.2
// The whole, measured: node tests/bench/whole.ts [--json FILE] (./dev bench whole builds first).
import { join } from "node:path";
import { parseArgs } from "node:util";

import { root } from "../../house/city_and_devices.ts";
import { startWorld } from "../e2e/world.ts";
import { measureKiosk } from "./whole_kiosk.ts";
import { report } from "./row.ts";
import { measurePhone } from "./whole_phone.ts";

// The aims of today, in the units of the rows.
const aims = {
  idea_save_ms: 10,
  kiosk_first_frame_ms: 500,
  frame_cpu_ms: 4,
  phone_bytes_first_visit: 900_000,
  phone_reopen_offline_ms: 1000,
};

const { values: given } = parseArgs({ options: { json: { type: "string" } } });
process.env.QP_BUILD ??= join(root, "build/release");

const kiosk = await measureKiosk(process.env.QP_BUILD);
const world = await startWorld({ feed: [] });
try {
  const phone = await measurePhone(world.city.url);
  report([...kiosk, ...phone], aims, given.json);
} finally {
  await world.stop();
}
