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

function rounded(value: number): number {
  return value < 100 ? Math.round(value * 1000) / 1000 : Math.round(value);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

// The aim of each metric that has one: `ours` should not lie above it.
export function report(rows: Row[], aims: Record<string, number>, file: string | undefined): void {
  for (const { metric, unit, ours } of rows) {
    const aim = aims[metric];
    const verdict = aim === undefined ? "" : `   aim ${aim}${ours <= aim ? "" : "   ABOVE"}`;
    console.log(`  ${metric.padEnd(32)} ${String(ours).padStart(10)} ${unit.padEnd(6)}${verdict}`);
  }
  if (file) writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}
