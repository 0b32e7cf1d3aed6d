// SPDX-License-Identifier: EUPL-1.2
// Where the databases lie: in the best that this browser has, and in the same place each time.
import type { Files } from "./files.ts";
import { IndexedDbFiles } from "./indexeddb_files.ts";
import type { Lease } from "./lease.ts";
import { MemoryFiles } from "./memory_files.ts";
import { OpfsFiles } from "./opfs_files.ts";

// What keeps other tabs away: the browser's lock, a lease, or nothing, and then nothing is kept.
export type Tenure = "lock" | Lease | null;

const handleWaitMs = 15_000; // a tab that was just closed may hold its files for a while
const handleRetryMs = 100;
// A file that another worker holds, as the standard says it, and as WebKit does.
const heldNames = new Set(["NoModificationAllowedError", "InvalidStateError"]);

function isHeld(error: unknown): boolean {
  return error instanceof DOMException && heldNames.has(error.name);
}

// The first of these that this browser has. Never the next one because a file is held by another tab:
// what was saved lies in the first.
export async function openFiles(tenure: Tenure): Promise<Files> {
  const hasOpfs = "getDirectory" in (navigator.storage ?? {}) && "FileSystemSyncAccessHandle" in self;
  for (const until = Date.now() + handleWaitMs; hasOpfs; ) {
    try {
      return await OpfsFiles.open();
    } catch (error) {
      if (!isHeld(error)) break;
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, handleRetryMs));
    }
  }
  try {
    if (tenure) return await IndexedDbFiles.open(tenure === "lock" ? null : tenure);
  } catch {
    // a browser that keeps nothing
  }
  return new MemoryFiles();
}
