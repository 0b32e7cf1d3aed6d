// SPDX-License-Identifier: EUPL-1.2
// Devices that push to the real city server; tests/bench/load is the devices.
import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { type City, type Place, startCity } from "../../house/city_and_devices.ts";
import { countingSyncs } from "./counting.ts";
import type { PushFigures } from "./push_figures.ts";

export interface PushLoad {
  kind: "decisions" | "ideas";
  clients: number;
  operations: number; // a push
  inRounds: boolean;
  seconds: number;
}

interface Pushed {
  operations: number;
  seconds: number;
  cpu_ms: number;
  bytes_up: number;
  bytes_down: number;
}

const shortPushes = 3; // a client's, while fsyncs are counted

export async function syncLoad(place: Place, words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(join(place.build, "tests/bench/load/sync_load"), words);
  return stdout;
}

export const reaching = (city: City) => ["--port", String(city.port), "--genesis", city.key, "--pid", String(city.program.pid)];

async function push(place: Place, city: City, load: PushLoad, more: string[]): Promise<Pushed> {
  const { kind, clients, operations, inRounds } = load;
  const how = ["--kind", kind, "--clients", String(clients), "--operations", String(operations)];
  const words = ["push", ...reaching(city), ...how, ...(inRounds ? [] : ["--free"]), ...more];
  return JSON.parse(await syncLoad(place, words)) as Pushed;
}

// On a fresh city each time, as each peer starts fresh.
export async function measurePushes(place: Place, name: string, load: PushLoad): Promise<PushFigures> {
  const own = { ...place, folder: join(place.folder, name) };
  mkdirSync(own.folder);
  const city = await startCity(own);
  try {
    const timed = await push(own, city, load, ["--seconds", String(load.seconds)]);
    let counted: Pushed | undefined;
    const syncs = await countingSyncs(city.program.pid, async () => {
      const pushes = String(load.clients * shortPushes * (load.inRounds ? 1 : 10));
      counted = await push(own, city, load, ["--seconds", "60", "--pushes-max", pushes]);
    });
    return {
      opsPerSecond: timed.operations / timed.seconds,
      cpuMsPerOp: timed.cpu_ms / timed.operations,
      bytesUpPerOp: timed.bytes_up / timed.operations,
      bytesDownPerOp: timed.bytes_down / timed.operations,
      syncsPer1000Ops: syncs === null || !counted ? null : (syncs / counted.operations) * 1000,
    };
  } finally {
    await city.program.stop();
    rmSync(own.folder, { recursive: true, force: true });
  }
}
