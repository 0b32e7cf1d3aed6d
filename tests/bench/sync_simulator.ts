// SPDX-License-Identifier: EUPL-1.2
// How many whole systems the simulator runs in a minute, and how much happens in each.
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";

export interface Simulated {
  seedsPerMinute: number;
  actionsPerSeed: number;
  faultsPerSeed: number;
}

interface Said {
  seeds: number;
  seeds_per_min: number;
  actions: number; // sums, as are the faults
  faults: number;
  violations: number;
}

export async function measureSimulator(program: string, seconds: number): Promise<Simulated> {
  const words = ["--jobs", String(availableParallelism()), "--seconds", String(seconds)];
  const { stdout: printed } = await promisify(execFile)(program, words);
  const last = /^sim (\{.*\})$/m.exec(printed)?.[1];
  if (last === undefined) throw new Error(`the simulator did not end with its line of figures:\n${printed}`);
  const said = JSON.parse(last) as Said;
  return {
    seedsPerMinute: said.seeds_per_min,
    actionsPerSeed: said.actions / said.seeds,
    faultsPerSeed: said.faults / said.seeds,
  };
}
