// SPDX-License-Identifier: EUPL-1.2
// Files in IndexedDB, for browsers without the origin private file system and pages without HTTPS.
// SQLite works on bytes in memory; settle() writes the changed blocks in one transaction and waits for
// it, so what is on disk is always the state after some whole message.
import { fileNames } from "./files.ts";
import { MemoryFiles } from "./memory_files.ts";

const databaseName = "quartierpuls-files";
const blockBytes = 64 * 1024;

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("transaction aborted"));
    transaction.onerror = () => reject(transaction.error ?? new Error("transaction failed"));
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("request failed"));
  });
}

export class IndexedDbFiles extends MemoryFiles {
  override readonly keeping = "files";
  readonly #database: IDBDatabase;
  readonly #changed = new Map<number, Set<number>>(); // file → blocks
  readonly #resized = new Set<number>();

  private constructor(database: IDBDatabase) {
    super();
    this.#database = database;
  }

  static async open(): Promise<IndexedDbFiles> {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("blocks"); // [name, number] → Uint8Array
      request.result.createObjectStore("sizes"); // name → bytes
    };
    const files = new IndexedDbFiles(await answer(request));
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
    if (put > 0) {
      const blocks = this.#changed.get(file) ?? new Set<number>();
      const last = Math.floor((offset + put - 1) / blockBytes);
      for (let block = Math.floor(offset / blockBytes); block <= last; ++block) blocks.add(block);
      this.#changed.set(file, blocks);
      this.#resized.add(file);
    }
    return put;
  }

  override truncate(file: number, size: number): number {
    const blocks = this.#changed.get(file) ?? new Set<number>();
    blocks.add(Math.floor(size / blockBytes));
    this.#changed.set(file, blocks);
    this.#resized.add(file);
    return super.truncate(file, size);
  }

  override async settle(): Promise<void> {
    if (this.#resized.size === 0) return;
    const transaction = this.#database.transaction(["blocks", "sizes"], "readwrite", {
      durability: "strict",
    });
    const committed = done(transaction);
    const blocks = transaction.objectStore("blocks");
    for (const file of this.#resized) {
      const name = fileNames[file] as string;
      const content = this.contents[file];
      if (!content) continue;
      transaction.objectStore("sizes").put(content.size, name);
      const count = Math.ceil(content.size / blockBytes);
      blocks.delete(IDBKeyRange.bound([name, count], [name, Infinity]));
      for (const block of this.#changed.get(file) ?? []) {
        if (block >= count) continue;
        const end = Math.min(content.size, (block + 1) * blockBytes);
        blocks.put(content.bytes.slice(block * blockBytes, end), [name, block]);
      }
    }
    this.#changed.clear();
    this.#resized.clear();
    await committed;
  }

  override release(): void {
    this.#database.close();
  }

  override async setAside(database: string): Promise<string> {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const aside = `${database}.aside-${stamp}`;
    const transaction = this.#database.transaction(["blocks", "sizes"], "readwrite");
    const committed = done(transaction);
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
