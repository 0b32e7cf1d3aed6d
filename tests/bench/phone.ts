// SPDX-License-Identifier: EUPL-1.2
// The phone, measured: node tests/bench/phone.ts [--json FILE] (./dev bench phone builds first).
import { join } from "node:path";
import { parseArgs } from "node:util";

import { root } from "../../house/city_and_devices.ts";
import { eventually } from "../e2e/eventually.ts";
import { startWorld } from "../e2e/world.ts";
import { measureBytes } from "./phone_bytes.ts";
import { measureIdeas } from "./phone_ideas.ts";
import { type Row, report, row } from "./row.ts";
import { cityWithIdeas } from "./sync_content.ts";

const aims = {
  bytes_first_visit: 250_000,
  bytes_all: 800_000,
  idea_save_ms: 20,
  search_ms: 15,
  reopen_offline_ms: 600,
};
const ideas = 20_000;

const { values: given } = parseArgs({ options: { json: { type: "string" } } });
process.env.QP_BUILD ??= join(root, "build/release");

const rows: Row[] = [];
const world = await startWorld({ feed: [] });
try {
  await eventually("the city has live values", async () => {
    const answer = await fetch(`${world.city.url}/views/start?lang=de&quartier=city`);
    return ((await answer.json()) as { tiles: object[] }).tiles.length > 0;
  }, 60_000);
  rows.push(...(await measureBytes(world.city.url)));
  const city = await cityWithIdeas(world.place, "many-ideas", ideas);
  try {
    const ours = await measureIdeas(city.url, ideas);
    rows.push(
      row("phone", "idea_save_ms", "ms p99", ours.saveMs),
      row("phone", "idea_save_unprepared_ms", "ms p99", ours.saveUnpreparedMs),
      row("phone", "search_ms", "ms p99", ours.searchMs),
      row("phone", "reopen_offline_ms", "ms", ours.reopenMs),
    );
  } finally {
    await city.program.stop();
  }
  report(rows, aims, given.json);
} finally {
  await world.stop();
}
