// SPDX-License-Identifier: EUPL-1.2
import { test } from "node:test";

import { crashes } from "../crashes/rounds.ts";

// `./dev test full` asks for all 200.
const kills = Number(process.env.QP_CRASH_KILLS || 20);
const seed = Number(process.env.QP_CRASH_SEED || Date.now() % 1_000_000);

test(`${kills} kills of city, relay, kiosk, devices: nothing that was said is lost or counted twice`, async () => {
  await crashes({ kills, seed, say: (line) => console.log(line) });
});
