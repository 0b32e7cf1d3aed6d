// SPDX-License-Identifier: EUPL-1.2
// Files in IndexedDB, for browsers without the origin private file system and pages without HTTPS.
// SQLite works on bytes in memory; settle() writes the changed blocks in one transaction and waits for
// it, so what is on disk is always the state after some whole message.
import { fileNames } from "./files.ts";
import { answer, done, openFilesDatabase, type Store } from "./files_database.ts";
import type { Lease } from "./lease.ts";
import { MemoryFiles } from "./memory_files.ts";

const blockBytes = 64 * 1024;
const written: Store[] = ["blocks", "sizes", "lease"];

export class IndexedDbFiles extends MemoryFiles {
  override readonly keeping = "indexeddb";
  readonly #database: IDBDatabase;
  readonly #lease: Lease | null;
  readonly #changed = new Map<number, Set<number>>(); // file → blocks

  private constructor(database: IDBDatabase, lease: Lease | null) {
    super();
    this.#database = database;
    this.#lease = lease;
  }

  // `lease`: null where a lock of the browser keeps other tabs away.
  static async open(lease: Lease | null): Promise<IndexedDbFiles> {
    const files = new IndexedDbFiles(await openFilesDatabase(), lease);
    await files.#load();
    return files;
  }

  async #load(): Promise<void> {
    const transaction = this.#database.transaction(["blocks", "sizes"]);
    const sizes = transaction.objectStore("sizes");
    const blocks = transaction.objectStore("blocks");
    for (const [file, name] of fileNames.entries()) {
      const size = ((await answer(sizes.get(name))) as number | undefined) ?? 0;
      if (size === 0) continue;
      const range = IDBKeyRange.bound([name, 0], [name, Infinity]);
      const keys = (await answer(blocks.getAllKeys(range))) as [string, number][];
      const values = (await answer(blocks.getAll(range))) as Uint8Array[];
      for (const [i, [, block]] of keys.entries())
        super.write(file, values[i] as Uint8Array, block * blockBytes);
      super.truncate(file, size);
    }
  }

  override write(file: number, from: Uint8Array, offset: number): number {
    const put = super.write(file, from, offset);
    if (put > 0) this.#mark(file, offset, offset + put);
    return put;
  }

  override truncate(file: number, size: number): number {
    // What is cut off must not come back where the file grows again beyond it.
    this.#mark(file, size, this.size(file));
    return super.truncate(file, size);
  }

  #mark(file: number, from: number, end: number): void {
    const blocks = this.#changed.get(file) ?? new Set<number>();
    for (let block = Math.floor(from / blockBytes); block * blockBytes < end; ++block) blocks.add(block);
    this.#changed.set(file, blocks);
  }

  override async settle(): Promise<void> {
    if (this.#changed.size === 0) return;
    const transaction = this.#database.transaction(written, "readwrite", { durability: "strict" });
    const committed = done(transaction);
    await this.#lease?.guard(transaction);
    const blocks = transaction.objectStore("blocks");
    for (const [file, changed] of this.#changed) {
      const name = fileNames[file] as string;
      const content = this.contents[file];
      if (!content) continue;
      transaction.objectStore("sizes").put(content.size, name);
      const count = Math.ceil(content.size / blockBytes);
      blocks.delete(IDBKeyRange.bound([name, count], [name, Infinity]));
      for (const block of changed) {
        if (block >= count) continue;
        const end = Math.min(content.size, (block + 1) * blockBytes);
        blocks.put(content.bytes.slice(block * blockBytes, end), [name, block]);
      }
    }
    this.#changed.clear();
    await committed;
  }

  override release(): void {
    this.#database.close();
  }

  override async setAside(database: string): Promise<string> {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const aside = `${database}.aside-${stamp}`;
    const transaction = this.#database.transaction(written, "readwrite", { durability: "strict" });
    const committed = done(transaction);
    await this.#lease?.guard(transaction);
    for (const suffix of ["", "-journal", "-wal"]) {
      const content = this.contents[fileNames.indexOf(database + suffix)];
      if (!content || content.size === 0) continue;
      transaction.objectStore("sizes").put(content.size, aside + suffix);
      transaction.objectStore("blocks").put(content.bytes.slice(0, content.size), [aside + suffix, 0]);
    }
    await committed;
    await super.setAside(database);
    await this.settle();
    return aside;
  }
}
