// SPDX-License-Identifier: EUPL-1.2
// The one worker that holds the databases: opens them, runs the core, keeps it in step with the city.
// Messages are taken one after the other, and a reply leaves only when what it promises is durable.
import { eraseFiles } from "./erase_files.ts";
import { type Files, isNoRoom } from "./files.ts";
import { LeaseLost } from "./lease.ts";
import { openFiles, type Tenure } from "./open_files.ts";
import type { CoreEvent, Message, Reader, Reply } from "../bridge/protocol.ts";
import { SyncLoop } from "./sync_loop.ts";
import { forgetUnsent, leaveUnsent, type Unsent } from "./unsent.ts";
import { type CoreReply, WasmCore } from "./wasm_core.ts";

const roomEveryMs = 30_000;
const restMs = 250; // whoever saves one thing after the other does not wait for copies of all that waits
const acts = new Set([
  ...["save_idea", "edit_idea", "withdraw_idea", "report_idea", "cast"],
  ...["make_project_key", "save_update", "retry_refused", "let_go_refused"],
  ...["follow_receipt", "let_go_receipt", "begin_erase", "keep_device"],
]);

export class TooNew extends Error {}

export class Owner {
  readonly #city: string;
  readonly #tenure: Tenure;
  readonly #tell: (event: CoreEvent) => void;
  readonly #sync: SyncLoop;
  #files: Files | null = null;
  #core!: WasmCore;
  #isOpen = false;
  #isNew = false;
  #isOver = false;
  #queue: Promise<unknown> = Promise.resolve();
  #roomTimer: ReturnType<typeof setInterval> | undefined;
  #leaveTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(city: string, tenure: Tenure, tell: (event: CoreEvent) => void) {
    this.#city = city;
    this.#tenure = tenure;
    this.#tell = tell;
    this.#sync = new SyncLoop({
      send: (message, bytes) => this.#send(message, bytes),
      onChanged: () => tell({ event: "changed" }),
      onSynced: () => tell({ event: "synced" }),
      onPushed: () => this.#leaveSoon(),
    });
  }

  static async start(city: string, tenure: Tenure, tell: (event: CoreEvent) => void): Promise<Owner> {
    const owner = new Owner(city, tenure, tell);
    try {
      await owner.#begin();
    } catch (error) {
      owner.end();
      throw error;
    }
    owner.#roomTimer = setInterval(() => void owner.#tellRoom(), roomEveryMs);
    owner.#sync.start();
    return owner;
  }

  get keeping() {
    return this.#files?.keeping ?? "memory";
  }

  get term(): number {
    return this.#tenure && this.#tenure !== "lock" ? this.#tenure.term : 0;
  }

  wake(): void {
    this.#sync.wake();
  }

  // Rejects with LeaseLost where the files are another tab's by now: nothing of it has happened.
  async handle(message: Message & Reader): Promise<Reply> {
    if (message.kind === "erase_device") return await this.#eraseDevice(message);
    const { reply } = await this.#send(message);
    if (reply.ok && acts.has(message.kind)) {
      this.#sync.wake();
      this.#tell({ event: "changed" });
      this.#leaveSoon();
    }
    return reply;
  }

  #leaveSoon(): void {
    clearTimeout(this.#leaveTimer);
    this.#leaveTimer = setTimeout(() => void this.#leaveWhatWaits(), restMs);
  }

  // For the service worker, should the app be closed before it is sent.
  async #leaveWhatWaits(): Promise<void> {
    try {
      const { reply, bytes } = await this.#send({ kind: "copy_of_waiting" });
      if (!reply.ok || this.#isOver) return;
      const waits = reply.result as Unsent | null;
      if (waits && (await leaveUnsent(waits, bytes))) return this.#tell({ event: "unsent", waits: true });
      await forgetUnsent();
      this.#tell({ event: "unsent", waits: false });
    } catch {
      // the files are another tab's by now, which does the same
    }
  }

  // For good: nothing is asked of this owner any more, and every tab begins anew. What waits behind this is answered
  // with LeaseLost.
  async #eraseDevice(message: Message & Reader): Promise<Reply> {
    // Overwritten first: a browser may leave a deleted file's bytes where they were.
    const { reply } = await this.#send({ ...message, kind: "erase_person" });
    if (!reply.ok) return reply;
    this.#tell({ event: "leaving" });
    this.end();
    try {
      if (this.#tenure && this.#tenure !== "lock") await this.#tenure.release();
      await eraseFiles();
    } catch (error) {
      this.#tell({ event: "failed", code: "storage", detail: String(error) });
      return { ok: false, code: "storage", detail: String(error) };
    }
    this.#tell({ event: "erased" });
    return { ok: true, result: null };
  }

  // Somebody says that the files are theirs.
  doubt(): void {
    if (this.#tenure && this.#tenure !== "lock") void this.#tenure.renew();
  }

  // The files are another tab's. What waits here is answered with LeaseLost.
  end(): void {
    this.#isOver = true;
    clearInterval(this.#roomTimer);
    clearTimeout(this.#leaveTimer);
    this.#sync.stop();
    this.#files?.release();
  }

  // A database that cannot be used is kept aside and said; it is never overwritten. One that a newer version wrote is
  // sound: aside it would wait for somebody to bring together what both hold, each with a ballot secret of its own, by
  // which the same person counts twice. So this version does without, and the newer one finds it where it was.
  async #open(files: Files): Promise<void> {
    for (let tries = 0; tries < 3; ++tries) {
      const { reply } = this.#core.send({
        kind: "open",
        city: this.#city,
        is_stand_page: !self.isSecureContext,
      });
      if (reply.ok) return;
      const broken = /^(\w+\.db)/.exec(reply.detail)?.[1];
      if (broken === "local.db" && reply.code === "too_new") throw new TooNew(reply.detail);
      const unusable =
        reply.code === "wrong_city"
          ? ["content.db", "local.db"]
          : broken && (reply.code === "damaged" || reply.code === "too_new")
            ? [broken]
            : [];
      if (unusable.length === 0) throw new Error(`${reply.code}: ${reply.detail}`);
      this.#core.send({ kind: "close" });
      for (const file of unusable) {
        const aside = await files.setAside(file);
        // The city's content comes anew, whoever wrote it.
        if (reply.code !== "too_new") this.#tell({ event: "aside", code: reply.code, file: aside });
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
    if (this.#isOver) throw new LeaseLost("another tab holds the files");
    try {
      if (!this.#isOpen) await this.#begin();
      const answered = this.#core.send(message, bytes);
      await this.#files?.settle();
      return answered;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      return await this.#recover(message, error);
    }
  }

  // The core stopped, or what it wrote did not last: go on from what is durable, as after a crash. The
  // answer says, in the reader's words, that the message came to nothing.
  async #recover(message: object, error: unknown): Promise<CoreReply> {
    const code = isNoRoom(error) ? "no_space" : "storage";
    const why = String(error);
    try {
      await this.#begin();
      return this.#core.send({ ...message, kind: "save_failed", code, why });
    } catch (again) {
      if (again instanceof LeaseLost) throw again;
      this.#tell({ event: "failed", code: "storage", detail: String(again) });
      return { reply: { ok: false, code, detail: why }, bytes: new Uint8Array(0) };
    }
  }

  // The databases as they are on disk, and a core that has seen nothing else.
  async #begin(): Promise<void> {
    this.#isOpen = false;
    const earlier = this.#files;
    earlier?.release();
    WasmCore.prepare();
    const files = await openFiles(this.#tenure);
    // Never as if nothing had been saved: what was lies there, out of reach.
    if (earlier && earlier.keeping !== "memory" && files.keeping === "memory")
      throw new Error("the files cannot be opened again");
    this.#files = files;
    // Also where the begin before this one came to nothing.
    this.#isNew ||= !earlier && !files.exists("local.db");
    this.#core = await WasmCore.load(files);
    await this.#tellRoom();
    await this.#open(files);
    await files.settle();
    this.#isOpen = true;
    this.#tell({ event: "ready", keeping: files.keeping, isNew: this.#isNew });
    this.#isNew = false;
  }

  async #tellRoom(): Promise<void> {
    const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
    // Where the browser does not tell, a full disk shows itself when SQLite writes.
    const free =
      estimate?.quota === undefined ? 1 << 30 : Math.max(0, estimate.quota - (estimate.usage ?? 0));
    this.#core.send({ kind: "room", free_bytes: Math.floor(free) });
  }
}
