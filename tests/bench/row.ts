// SPDX-License-Identifier: EUPL-1.2
// What a bench says: one row a figure, one table for people, one JSON file for comparison.
import { writeFileSync } from "node:fs";

export type Row = {
  bench: string;
  metric: string;
  unit: string;
  ours: number;
  peer: number | null;
  peer_name: string | null;
  ratio: number | null;
};

export function row(bench: string, metric: string, unit: string, ours: number): Row {
  return { bench, metric, unit, ours: rounded(ours), peer: null, peer_name: null, ratio: null };
}

// The same figure of ours beside a peer's.
export function beside(ours: Row, peer_name: string, peer: number | null): Row {
  if (peer === null) return ours;
  return { ...ours, peer: rounded(peer), peer_name, ratio: peer === 0 ? null : rounded(ours.ours / peer) };
}

function rounded(value: number): number {
  return value < 100 ? Math.round(value * 1000) / 1000 : Math.round(value);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}

// What a figure should reach: `ours` at most or at least, or so many times a peer's (by how its name begins), or
// at most that share of any peer's.
export type Aim =
  | number
  | { atLeast: number }
  | { timesPeer: Record<string, number> }
  | { atMost?: number; peersShare: number };

const judged = (isReached: boolean) => (isReached ? "" : "   MISSED");

function verdict({ ours, peer, ratio, peer_name }: Row, aim: Aim | undefined): string {
  if (aim === undefined) return "";
  if (typeof aim === "number") return `   aim ≤ ${aim}${judged(ours <= aim)}`;
  if ("atLeast" in aim) return `   aim ≥ ${aim.atLeast}${judged(ours >= aim.atLeast)}`;
  if ("peersShare" in aim) {
    const most = Math.min(aim.atMost ?? Infinity, peer === null ? Infinity : peer * aim.peersShare);
    return most === Infinity ? "" : `   aim ≤ ${rounded(most)}${judged(ours <= most)}`;
  }
  const times = Object.entries(aim.timesPeer).find(([name]) => peer_name?.startsWith(name))?.[1];
  if (times === undefined || ratio === null) return "";
  return `   aim ≥ ${times} times${judged(ratio >= times)}`;
}

export function report(rows: Row[], aims: Record<string, Aim>, file: string | undefined): void {
  for (const row of rows) {
    const { metric, unit, ours, peer, peer_name, ratio } = row;
    const times = ratio === null ? "" : ` (${ratio} times)`;
    const other = peer_name ? `   ${peer_name}: ${peer}${times}` : "";
    console.log(`  ${metric.padEnd(36)} ${String(ours).padStart(10)} ${unit.padEnd(10)}${other}${verdict(row, aims[metric])}`);
  }
  if (file) writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}
