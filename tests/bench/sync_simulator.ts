// SPDX-License-Identifier: EUPL-1.2
// How many whole systems the simulator runs in a minute, and how much happens in each.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

// The aim is stated for so many cores and for runs in which at least so much happens; fewer would be faster.
const processes = 2;
const least = { devices: 5, actions_min: 60, faults_min: 20, faults_struck_min: 20 };

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
  devices: number; // at least, as are these three: in any seed
  actions_min: number;
  faults_min: number;
  faults_struck_min: number; // without those of single messages
  violations: number;
}

export async function measureSimulator(program: string, seconds: number): Promise<Simulated> {
  const words = ["--jobs", String(processes), "--seconds", String(seconds)];
  const { stdout: printed } = await promisify(execFile)(program, words);
  const last = /^sim (\{.*\})$/m.exec(printed)?.[1];
  if (last === undefined) throw new Error(`the simulator did not end with its line of figures:\n${printed}`);
  const said = JSON.parse(last) as Said;
  for (const [what, bound] of Object.entries(least) as [keyof typeof least, number][])
    if (said[what] < bound) throw new Error(`a seed with ${said[what]} ${what}, and not ${bound}: no rate counts`);
  return {
    seedsPerMinute: said.seeds_per_min,
    actionsPerSeed: said.actions / said.seeds,
    faultsPerSeed: said.faults / said.seeds,
  };
}
