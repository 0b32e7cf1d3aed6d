// SPDX-License-Identifier: EUPL-1.2
// Sync, measured beside its peers: node tests/bench/sync.ts [--json FILE] [--quick] [--ours-alone]
// (./dev bench sync builds and fetches first). --quick goes through everything with small numbers: its figures
// mean nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { type Place, root } from "../../house/city_and_devices.ts";
import { arePeersInstalled, measurePeer, type Peer } from "./peers/peer.ts";
import { measureReplication, startPouchServer } from "./peers/pouchdb.ts";
import { startTurso } from "./peers/turso.ts";
import type { PushFigures } from "./push_figures.ts";
import { type Aim, beside, report, type Row, row } from "./row.ts";
import { measureBootstrap, measureDeltas, publishedIdeas } from "./sync_content.ts";
import { measurePushes, type PushLoad } from "./sync_push.ts";
import { measureSimulator } from "./sync_simulator.ts";

const aims: Record<string, Aim> = {
  push_burst_ops_per_s: { timesPeer: { turso: 3, pouchdb: 10 } },
  push_burst_bytes_per_op: 200,
  push_cpu_ms_per_op: 0.05,
  push_single_ops_per_s: { timesPeer: { turso: 4 } },
  push_single_bytes_per_op: 700,
  bootstrap_s: 3,
  bootstrap_ideas_per_s: { timesPeer: { pouchdb: 50 } },
  delta_cost_ratio: 1.5,
  sim_seeds_per_min: { atLeast: 2000 },
};

const { values: given } = parseArgs({
  options: { json: { type: "string" }, quick: { type: "boolean" }, "ours-alone": { type: "boolean" } },
});
const withPeers = !given["ours-alone"] && arePeersInstalled();
const size = given.quick
  ? { seconds: 0.2, wall: 2, ideas: 300, same: 100, kiosks: 1, entities: [400, 1000], turns: 1, pulls: 20, simulated: 2 }
  : {
      ...{ seconds: 5, wall: 25, ideas: 100_000, same: 10_000, kiosks: 3 },
      ...{ entities: [1000, 1_000_000], turns: 5, pulls: 1000, simulated: 30 },
    };
const minutesMax = 10;
const seconds = size.seconds;
const burst: PushLoad = { kind: "decisions", clients: 20, operations: 100, inRounds: true, seconds };
const single: PushLoad = { kind: "ideas", clients: 10, operations: 1, inRounds: false, seconds };

const place: Place = {
  build: process.env.QP_BUILD ?? join(root, "build/release"),
  folder: mkdtempSync(join(tmpdir(), "quartierpuls-bench-")),
};
const rows: Row[] = [];

// One row a peer, or one alone.
function add(metric: string, unit: string, ours: number | null, peers: [string, number | null][] = []): void {
  if (ours === null) return;
  const own = row("sync", metric, unit, ours);
  if (peers.length === 0) rows.push(own);
  for (const [name, figure] of peers) rows.push(beside(own, name, figure));
}

function addPushes(stem: string, names: { cpu: string }, ours: PushFigures, peers: [string, PushFigures][]): void {
  const each = (pick: (figures: PushFigures) => number | null): [string, number | null][] =>
    peers.map(([name, figures]) => [name, pick(figures)]);
  add(`${stem}_ops_per_s`, "ops/s", ours.opsPerSecond, each((of) => of.opsPerSecond));
  add(`${stem}_bytes_per_op`, "bytes up", ours.bytesUpPerOp, each((of) => of.bytesUpPerOp));
  add(`${stem}_bytes_down_per_op`, "bytes", ours.bytesDownPerOp, each((of) => of.bytesDownPerOp));
  add(names.cpu, "ms", ours.cpuMsPerOp, each((of) => of.cpuMsPerOp));
  add(`${stem}_fsyncs_per_1000_ops`, "fsyncs", ours.syncsPer1000Ops, each((of) => of.syncsPer1000Ops));
}

// Each peer alone on the machine, with a server of its own for each load.
async function pushesOfPeers(load: PushLoad): Promise<[string, PushFigures][]> {
  if (!withPeers) return [];
  const measured: [string, PushFigures][] = [];
  for (const start of [startTurso, startPouchServer]) {
    const folder = mkdtempSync(join(place.folder, "peer-"));
    const peer: Peer = await start(folder);
    try {
      measured.push([peer.name, await measurePeer(peer, { ...load, wallSecondsMax: size.wall })]);
    } finally {
      await peer.server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return measured;
}

async function replicationOfPouch(): Promise<[string, number][]> {
  if (!withPeers) return [];
  const ideas = await publishedIdeas(place, size.same);
  const folder = mkdtempSync(join(place.folder, "peer-"));
  const peer = await startPouchServer(folder);
  try {
    return [[peer.name, await measureReplication(peer, folder, ideas)]];
  } finally {
    await peer.server.stop();
  }
}

async function measure(): Promise<void> {
  if (!withPeers) console.log("  without the peers: ours alone (./dev bench sync fetches them)");
  addPushes("push_burst", { cpu: "push_cpu_ms_per_op" }, await measurePushes(place, "burst", burst), await pushesOfPeers(burst));
  const ideas = await measurePushes(place, "burst-of-ideas", { ...burst, kind: "ideas" });
  addPushes("push_burst_ideas", { cpu: "push_burst_ideas_cpu_ms_per_op" }, ideas, []);
  const one = await measurePushes(place, "single", single);
  addPushes("push_single", { cpu: "push_single_cpu_ms_per_op" }, one, await pushesOfPeers(single));

  const bootstrap = await measureBootstrap(place, size.ideas, size.kiosks);
  add("bootstrap_s", "s", bootstrap.seconds);
  add("bootstrap_first_s", "s", bootstrap.firstSeconds);
  add("bootstrap_ideas_per_s", "ideas/s", size.ideas / bootstrap.seconds, await replicationOfPouch());

  const deltas = await measureDeltas(place, size.entities, size.turns, size.pulls);
  const [small, large] = deltas;
  if (!small || !large) throw new Error("two cities are compared");
  add("delta_cost_ratio", "times", large.pullMs / small.pullMs);
  add("delta_cpu_ratio", "times", large.cpuMs / small.cpuMs);
  for (const { entities, pullMs, cpuMs } of deltas) {
    add(`delta_ms_of_${entities}`, "ms", pullMs);
    add(`delta_cpu_ms_of_${entities}`, "ms", cpuMs);
  }

  const simulated = await measureSimulator(process.env.QP_SIM ?? join(place.build, "tests/sim/world/sim"), size.simulated);
  add("sim_seeds_per_min", "seeds/min", simulated.seedsPerMinute);
  add("sim_actions_per_seed", "actions", simulated.actionsPerSeed);
  add("sim_faults_per_seed", "faults", simulated.faultsPerSeed);
}

const forget = () => rmSync(place.folder, { recursive: true, force: true });

// What was started ends with us (house/program.ts).
const bound = setTimeout(() => {
  console.error(`not done within ${minutesMax} minutes`);
  forget();
  process.exit(1);
}, minutesMax * 60_000);
try {
  await measure();
} finally {
  clearTimeout(bound);
  forget();
}
report(rows, given.quick ? {} : aims, given.json);
