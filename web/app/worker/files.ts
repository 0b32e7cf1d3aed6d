// SPDX-License-Identifier: EUPL-1.2
// SQLite's files as the core's VFS wants them (web/bridge/browser_vfs.cpp): open beforehand, read and
// written synchronously. A file exists while it is longer than 0 bytes.
import type { Keeping } from "../bridge/protocol.ts";

// No other file is ever opened: a browser cannot open one while SQLite waits.
export const fileNames = ["content.db", "local.db"].flatMap((name) => [
  name,
  `${name}-journal`,
  `${name}-wal`,
]);

export const failed = -1;
export const noRoom = -2;

export function isNoRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

export interface Files {
  readonly keeping: Keeping;
  open(name: string, mayCreate: boolean): number;
  close(file: number): void;
  exists(name: string): boolean;
  remove(name: string): boolean;
  read(file: number, into: Uint8Array, offset: number): number;
  write(file: number, from: Uint8Array, offset: number): number;
  truncate(file: number, size: number): number;
  flush(file: number): number;
  size(file: number): number;
  // Resolves once everything flushed so far is durable; rejects where it is not. A reply that says
  // "saved" waits for it.
  settle(): Promise<void>;
  // Renames a database that cannot be used and starts an empty one in its place. Returns the new name.
  setAside(database: string): Promise<string>;
  // Nothing is read or written any more; the files can be opened anew.
  release(): void;
}
