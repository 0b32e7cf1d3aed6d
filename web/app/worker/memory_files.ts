// SPDX-License-Identifier: EUPL-1.2
// Files as bytes in memory: the base of those that live in IndexedDB, and all there is where a browser
// keeps nothing (a private window), which the reader is told.
import { type Files, failed, fileNames } from "./files.ts";
import type { Keeping } from "../bridge/protocol.ts";

const growStep = 256 * 1024;

export class MemoryFiles implements Files {
  readonly keeping: Keeping = "memory";
  protected readonly contents = fileNames.map(() => ({ bytes: new Uint8Array(0), size: 0 }));

  open(name: string, mayCreate: boolean): number {
    const file = fileNames.indexOf(name);
    return file >= 0 && (mayCreate || this.size(file) > 0) ? file : failed;
  }

  close(): void {
    // Nothing is held open.
  }

  exists(name: string): boolean {
    return this.size(fileNames.indexOf(name)) > 0;
  }

  remove(name: string): boolean {
    const file = fileNames.indexOf(name);
    if (this.size(file) > 0) this.truncate(file, 0);
    return true;
  }

  read(file: number, into: Uint8Array, offset: number): number {
    const content = this.contents[file];
    if (!content) return failed;
    const end = Math.min(content.size, offset + into.length);
    if (end <= offset) return 0;
    into.set(content.bytes.subarray(offset, end));
    return end - offset;
  }

  write(file: number, from: Uint8Array, offset: number): number {
    const content = this.contents[file];
    if (!content) return failed;
    const end = offset + from.length;
    if (end > content.bytes.length) {
      const grown = new Uint8Array(Math.ceil((end * 1.25) / growStep) * growStep);
      grown.set(content.bytes.subarray(0, content.size));
      content.bytes = grown;
    }
    content.bytes.set(from, offset);
    content.size = Math.max(content.size, end);
    return from.length;
  }

  truncate(file: number, size: number): number {
    const content = this.contents[file];
    if (!content) return failed;
    content.bytes.fill(0, size, content.size);
    content.size = Math.min(content.size, size);
    return 0;
  }

  flush(_file: number): number {
    return 0;
  }

  size(file: number): number {
    return this.contents[file]?.size ?? failed;
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  release(): void {
    // There is nothing to give back.
  }

  setAside(database: string): Promise<string> {
    for (const suffix of ["", "-journal", "-wal"]) this.remove(database + suffix);
    return Promise.resolve(`${database}.aside`);
  }
}
