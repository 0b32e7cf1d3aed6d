// SPDX-License-Identifier: EUPL-1.2
// The phone, measured: node tests/bench/phone.ts [--json FILE] [--only PART,...] (./dev bench phone builds first).
// Parts: lighthouse, bytes, ideas.
import { join } from "node:path";
import { parseArgs } from "node:util";

import { root } from "../../house/city_and_devices.ts";
import { openData, hasLiveValues, startWorld } from "../e2e/world.ts";
import { measureBytes } from "./phone_bytes.ts";
import { measureIdeas } from "./phone_ideas.ts";
import { measureLighthouse } from "./phone_lighthouse.ts";
import { measurePouchdb, pouchdbVersion } from "./phone_pouchdb.ts";
import { wantedParts } from "./parts.ts";
import { type Aim, beside, type Row, report, row } from "./row.ts";
import { cityWithIdeas } from "./sync_content.ts";

const aims: Record<string, Aim> = {
  lighthouse_performance: { atLeast: 95 },
  lighthouse_accessibility: { atLeast: 100 },
  lighthouse_best_practices: { atLeast: 100 },
  lighthouse_seo: { atLeast: 100 },
  lcp_ms: 1500,
  bytes_first_visit: 250_000,
  bytes_all: 800_000,
  idea_save_ms: { atMost: 20, peersShare: 1 },
  search_ms: { atMost: 15, peersShare: 1 },
  reopen_offline_ms: { atMost: 600, peersShare: 1 },
  heap_mb: 80,
};
const ideas = 20_000;
const lighthouseRuns = 5;

const { values: given } = parseArgs({ options: { json: { type: "string" }, only: { type: "string" } } });
const isWanted = wantedParts(["lighthouse", "bytes", "ideas"], given.only);
process.env.QP_BUILD ??= join(root, "build/release");

const rows: Row[] = [];
const world = await startWorld({ feed: [] });

async function measureBesidePouchdb(): Promise<Row[]> {
  const city = await cityWithIdeas(world.place, "many-ideas", ideas);
  try {
    const ours = await measureIdeas(city.url, ideas);
    const peer = await measurePouchdb(await openData<object>(city.url, "ideas"));
    const name = `pouchdb ${pouchdbVersion()}`;
    return [
      beside(row("phone", "idea_save_ms", "ms p99", ours.saveMs), name, peer.saveMs),
      row("phone", "idea_save_unprepared_ms", "ms p99", ours.saveUnpreparedMs),
      beside(row("phone", "search_ms", "ms p99", ours.searchMs), name, peer.searchMs),
      beside(row("phone", "reopen_offline_ms", "ms", ours.reopenMs), name, peer.reopenMs),
      row("phone", "reopen_offline_ready_ms", "ms", ours.reopenReadyMs),
      row("phone", "heap_mb", "MB", ours.heapMb),
    ];
  } finally {
    await city.program.stop();
  }
}

try {
  await hasLiveValues(world.city);
  if (isWanted("lighthouse")) rows.push(...(await measureLighthouse(world.city.url, lighthouseRuns)));
  if (isWanted("bytes")) rows.push(...(await measureBytes(world.city.url)));
  if (isWanted("ideas")) rows.push(...(await measureBesidePouchdb()));
  report(rows, aims, given.json);
} finally {
  await world.stop();
}
