// SPDX-License-Identifier: EUPL-1.2
// One window of a browser, as far as a journey needs it: whichever browser it is, and whichever protocol steers it.
import { readdirSync, readFileSync } from "node:fs";

export interface BrowserWindow {
  readonly pid: number; // every process of the browser descends from it
  // Resolves once the page has loaded.
  open(address: string): Promise<void>;
  // Runs in the page. What goes in and what comes out are plain values.
  run<A extends unknown[], R>(script: (...words: A) => R, ...words: A): Promise<Awaited<R>>;
  // Where it stands on the screen. Rejects where there is nothing.
  click(selector: string): Promise<void>;
  // By the keyboard, in place of what stood there.
  write(selector: string, text: string): Promise<void>;
  // A further tab of the same browser. Its close() closes it alone.
  newTab(): Promise<BrowserWindow>;
  // What must not happen: errors, broken rules of the page, requests to any other host.
  complaints(): string[];
  close(): Promise<void>;
}

function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1];
      found.set(Number(name), Number(parent));
    } catch {
      // gone already
    }
  }
  return found;
}

// Every process of the browser, at once: as when the battery goes.
export function killWindow({ pid }: BrowserWindow): void {
  const all = parents();
  const mine = new Set([pid]);
  for (let before = 0; before < mine.size; ) {
    before = mine.size;
    for (const [child, parent] of all) if (mine.has(parent)) mine.add(child);
  }
  for (const one of mine) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // went with another one
    }
  }
}
