// SPDX-License-Identifier: EUPL-1.2
// What a program with all its processes takes of the machine, and a machine that has read nothing yet.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

import { processMs } from "./counting.ts";

// A process and all that it started, and what these started.
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // gone already
    }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

// The sum of a figure over a process and all that it started. One that ends meanwhile has nothing any more.
function sumOverTree(root: number, figureOf: (pid: number) => number): number {
  let sum = 0;
  for (const pid of processTree(root)) {
    try {
      sum += figureOf(pid);
    } catch {
      if (pid === root) throw new Error(`process ${root} has ended`);
    }
  }
  return sum;
}

// What the processes hold of memory; what several share counts for each by its share.
export function pssMb(root: number): number {
  const kilobytes = (pid: number) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
  };
  return sumOverTree(root, kilobytes) / 1024;
}

// Processor time of all of them, of those too that have begun meanwhile.
export function treeCpuMs(root: number): number {
  return sumOverTree(root, processMs);
}

// The next program reads all of its files from the disk. False: this machine does not let us.
export function dropPageCache(): boolean {
  try {
    execFileSync("sync");
    writeFileSync("/proc/sys/vm/drop_caches", "3\n");
    return true;
  } catch {
    return false;
  }
}
