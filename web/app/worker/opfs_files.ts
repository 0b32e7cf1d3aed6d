// SPDX-License-Identifier: EUPL-1.2
// Files in the origin private file system: durable when flush() returns. The browser gives a file's
// handle to one worker at a time.
import { type Files, failed, fileNames, isNoRoom, noRoom } from "./files.ts";

const folderName = "quartierpuls";

// Everything of ours, what was set aside included. Rejects where a worker still holds a file.
export async function deleteOpfsFiles(): Promise<void> {
  const root = await navigator.storage?.getDirectory?.().catch(() => undefined);
  await root?.removeEntry(folderName, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
  });
}

export class OpfsFiles implements Files {
  readonly keeping = "opfs";
  readonly #folder: FileSystemDirectoryHandle;
  readonly #handles: FileSystemSyncAccessHandle[] = [];

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  // Rejects where the browser has no such files, or another worker holds them.
  static async open(): Promise<OpfsFiles> {
    const root = await navigator.storage.getDirectory();
    const files = new OpfsFiles(await root.getDirectoryHandle(folderName, { create: true }));
    // All at once: each takes a browser some milliseconds, most of them waiting.
    const opened = await Promise.allSettled(fileNames.map((name) => files.#openHandle(name)));
    for (const one of opened) if (one.status === "fulfilled") files.#handles.push(one.value);
    const refused = opened.find((one) => one.status === "rejected");
    if (!refused) return files;
    files.release();
    throw refused.reason;
  }

  async #openHandle(name: string): Promise<FileSystemSyncAccessHandle> {
    const file = await this.#folder.getFileHandle(name, { create: true });
    return await file.createSyncAccessHandle();
  }

  open(name: string, mayCreate: boolean): number {
    const file = fileNames.indexOf(name);
    return file >= 0 && (mayCreate || this.size(file) > 0) ? file : failed;
  }

  close(): void {
    // Handles stay open as long as the worker lives.
  }

  exists(name: string): boolean {
    const file = fileNames.indexOf(name);
    return file >= 0 && this.size(file) > 0;
  }

  remove(name: string): boolean {
    const file = fileNames.indexOf(name);
    if (file < 0 || this.size(file) <= 0) return true;
    return this.truncate(file, 0) === 0 && this.flush(file) === 0;
  }

  read(file: number, into: Uint8Array, offset: number): number {
    try {
      return this.#handles[file]?.read(into, { at: offset }) ?? failed;
    } catch {
      return failed;
    }
  }

  write(file: number, from: Uint8Array, offset: number): number {
    try {
      return this.#handles[file]?.write(from, { at: offset }) ?? failed;
    } catch (error) {
      return isNoRoom(error) ? noRoom : failed;
    }
  }

  truncate(file: number, size: number): number {
    try {
      this.#handles[file]?.truncate(size);
      return 0;
    } catch {
      return failed;
    }
  }

  flush(file: number): number {
    try {
      this.#handles[file]?.flush();
      return 0;
    } catch {
      return failed;
    }
  }

  size(file: number): number {
    try {
      return this.#handles[file]?.getSize() ?? failed;
    } catch {
      return failed;
    }
  }

  settle(): Promise<void> {
    return Promise.resolve(); // flush() was durable already
  }

  release(): void {
    for (const handle of this.#handles) handle.close();
    this.#handles.length = 0;
  }

  async setAside(database: string): Promise<string> {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const aside = `${database}.aside-${stamp}`;
    for (const suffix of ["", "-journal", "-wal"]) {
      const index = fileNames.indexOf(database + suffix);
      const handle = this.#handles[index];
      if (!handle || handle.getSize() === 0) continue;
      await this.#copy(handle, aside + suffix);
      handle.truncate(0);
      handle.flush();
    }
    return aside;
  }

  async #copy(from: FileSystemSyncAccessHandle, name: string): Promise<void> {
    const target = await this.#openHandle(name);
    try {
      const chunk = new Uint8Array(1 << 20);
      for (let at = 0; at < from.getSize(); ) {
        const got = from.read(chunk, { at });
        target.write(chunk.subarray(0, got), { at });
        at += got;
      }
      target.flush();
    } finally {
      target.close();
    }
  }
}
