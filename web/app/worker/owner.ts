// SPDX-License-Identifier: EUPL-1.2
// The one worker that holds the databases: opens them, runs the core, keeps it in step with the city.
// Messages are taken one after the other, and a reply leaves only when what it promises is durable.
import type { Files } from "./files.ts";
import { IndexedDbFiles } from "./indexeddb_files.ts";
import { MemoryFiles } from "./memory_files.ts";
import { OpfsFiles } from "./opfs_files.ts";
import type { CoreEvent, Message, Reader, Reply } from "../bridge/protocol.ts";
import { SyncLoop } from "./sync_loop.ts";
import { type CoreReply, WasmCore } from "./wasm_core.ts";

const roomEveryMs = 30_000;
const handleWaitMs = 15_000; // a tab that was just closed may hold its files for a while
const handleRetryMs = 100;
const acts = new Set(["save_idea", "withdraw_idea", "cast", "erase_person"]);

function isHeld(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NoModificationAllowedError";
}

// The first of these that this browser has. Never the next one because a file is held by another tab:
// what was saved lies in the first.
async function openFiles(): Promise<Files> {
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
    return await IndexedDbFiles.open();
  } catch {
    return new MemoryFiles();
  }
}

export class Owner {
  readonly #city: string;
  readonly #tell: (event: CoreEvent) => void;
  #files!: Files;
  #core!: WasmCore;
  #sync!: SyncLoop;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(city: string, tell: (event: CoreEvent) => void) {
    this.#city = city;
    this.#tell = tell;
  }

  static async start(city: string, tell: (event: CoreEvent) => void): Promise<Owner> {
    const owner = new Owner(city, tell);
    await owner.#begin();
    tell({ event: "ready", keeping: owner.#files.keeping });
    setInterval(() => void owner.#tellRoom(), roomEveryMs);
    owner.#sync = new SyncLoop({
      send: (message, bytes) => owner.#send(message, bytes),
      onChanged: () => tell({ event: "changed" }),
      onSynced: () => tell({ event: "synced" }),
    });
    owner.#sync.start();
    return owner;
  }

  get keeping() {
    return this.#files.keeping;
  }

  wake(): void {
    this.#sync.wake();
  }

  async handle(message: Message & Reader): Promise<Reply> {
    const { reply } = await this.#send(message);
    if (reply.ok && acts.has(message.kind)) {
      this.#sync.wake();
      this.#tell({ event: "changed" });
    }
    return reply;
  }

  // A database that cannot be used is kept aside and said; it is never overwritten.
  async #open(): Promise<void> {
    for (let tries = 0; tries < 3; ++tries) {
      const { reply } = this.#core.send({ kind: "open", city: this.#city });
      if (reply.ok) return;
      const broken = /^(\w+\.db)/.exec(reply.detail)?.[1];
      const files =
        reply.code === "wrong_city"
          ? ["content.db", "local.db"]
          : broken && (reply.code === "damaged" || reply.code === "too_new")
            ? [broken]
            : [];
      if (files.length === 0) throw new Error(`${reply.code}: ${reply.detail}`);
      this.#core.send({ kind: "close" });
      for (const file of files) {
        const aside = await this.#files.setAside(file);
        this.#tell({ event: "aside", code: reply.code, file: aside });
      }
    }
    throw new Error("the databases cannot be opened");
  }

  #send(message: object, bytes?: Uint8Array): Promise<CoreReply> {
    const sent = this.#queue.then(() => this.#exchange(message, bytes));
    this.#queue = sent.catch(() => undefined);
    return sent;
  }

  async #exchange(message: object, bytes?: Uint8Array): Promise<CoreReply> {
    let code = "storage";
    try {
      const answered = this.#core.send(message, bytes);
      code = "no_space";
      await this.#files.settle();
      return answered;
    } catch (error) {
      // The core stopped, or what it wrote did not last: go on from what is durable, as after a crash.
      await this.#begin();
      return { reply: { ok: false, code, detail: String(error) }, bytes: new Uint8Array(0) };
    }
  }

  // The databases as they are on disk, and a core that has seen nothing else.
  async #begin(): Promise<void> {
    (this.#files as Files | undefined)?.release();
    this.#files = await openFiles();
    this.#core = await WasmCore.load(this.#files);
    await this.#tellRoom();
    await this.#open();
    await this.#files.settle();
  }

  async #tellRoom(): Promise<void> {
    const estimate = await navigator.storage?.estimate?.();
    // Where the browser does not tell, a full disk shows itself when SQLite writes.
    const free =
      estimate?.quota === undefined ? 1 << 30 : Math.max(0, estimate.quota - (estimate.usage ?? 0));
    this.#core.send({ kind: "room", free_bytes: Math.floor(free) });
  }
}
