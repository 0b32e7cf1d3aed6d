// SPDX-License-Identifier: EUPL-1.2
// A small disk of its own (tmpfs) in the place of a folder. Only root may mount one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

// Throws where this may not be done.
export function mountSmallDisk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=96m,mode=700", "quartierpuls-test", folder], { stdio: "pipe" });
}

export function unmountDisk(folder: string): void {
  execFileSync("umount", ["-l", folder]);
}

// To its last byte; again where an earlier test left it so. Returns what makes room again.
export function fillDisk(folder: string): () => void {
  const filler = join(folder, "filler");
  const file = openSync(filler, "w");
  const block = Buffer.alloc(1 << 20);
  try {
    for (;;) if (writeSync(file, block) < block.length) break;
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, "ENOSPC");
  }
  closeSync(file);
  return () => rmSync(filler);
}
