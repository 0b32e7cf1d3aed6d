// SPDX-License-Identifier: EUPL-1.2
// Which tab may write the files, where the browser has no locks (navigator.locks wants HTTPS). A lease
// in IndexedDB: who holds it says so every `beatMs`, and who wants it waits until it has run out. A tab
// that slept meanwhile still believes in its lease; so every write asks in its own transaction (guard)
// whether it is still true. The term counts the leases: it grows with each and never comes twice.
import { isNoRoom } from "./files.ts";
import { answer, done, openFilesDatabase } from "./files_database.ts";

export const leaseMs = 6000;
const beatMs = 2000;
const lookMs = 500; // how often a tab that waits looks

export interface Held {
  holder: string; // the tab
  term: number;
  until: number; // this device's clock
}

export class LeaseLost extends Error {}

// Ended, run out, or held by what stood in this same tab before. A lease that would run for longer
// than leases do was written before the clock was set back.
export function isFree(held: Held | undefined, predecessor: string, now: number): boolean {
  if (!held) return true;
  return held.holder === predecessor || now >= held.until || held.until - now > leaseMs;
}

export class Lease {
  readonly term: number;
  readonly lost: Promise<void>; // resolves once another tab holds the files, or this one gave them back
  readonly #holder: string;
  readonly #database: IDBDatabase;
  readonly #beat: ReturnType<typeof setInterval>;
  #endLease!: () => void;
  #isOver = false;

  private constructor(database: IDBDatabase, holder: string, term: number) {
    this.#database = database;
    this.#holder = holder;
    this.term = term;
    this.lost = new Promise((resolve) => (this.#endLease = resolve));
    this.#beat = setInterval(() => void this.renew(), beatMs);
  }

  // Waits for its turn. `predecessor`: the tab's earlier page, whose lease passes on at once. Rejects
  // where the browser keeps nothing.
  static async take(holder: string, predecessor: string): Promise<Lease> {
    const database = await openFilesDatabase();
    try {
      for (let before = predecessor; ; before = "") {
        const term = await takeIfFree(database, holder, before).catch(waitIfFull);
        if (term !== null) return new Lease(database, holder, term);
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    } catch (error) {
      database.close();
      throw error;
    }
  }

  // Within a transaction that writes the files: makes it fail where they are another tab's by now.
  async guard(transaction: IDBTransaction): Promise<void> {
    const store = transaction.objectStore("lease");
    const held = (await answer(store.get("files"))) as Held | undefined;
    if (!this.#isOver && held?.holder === this.#holder && held.term === this.term) {
      store.put({ ...held, until: Date.now() + leaseMs }, "files");
      return;
    }
    transaction.abort();
    this.#end();
    throw new LeaseLost("another tab holds the files");
  }

  // The heartbeat; also asked where there is reason to doubt.
  async renew(): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.guard(this.#database.transaction("lease", "readwrite"));
    } catch {
      this.#end(); // lost, or the browser has taken the database away
    }
  }

  // Given back: who waits need not wait for its end.
  async release(): Promise<void> {
    if (this.#isOver) return;
    const transaction = this.#database.transaction("lease", "readwrite");
    const committed = done(transaction);
    await this.guard(transaction);
    const store = transaction.objectStore("lease");
    store.put({ holder: "", term: this.term, until: 0 } satisfies Held, "files");
    this.#end();
    await committed;
  }

  #end(): void {
    this.#isOver = true;
    clearInterval(this.#beat);
    this.#database.close(); // after what it has begun
    this.#endLease();
  }
}

// A full disk keeps nobody's lease, and passes; what was saved is there all the same.
function waitIfFull(error: unknown): null {
  if (isNoRoom(error)) return null;
  throw error;
}

async function takeIfFree(
  database: IDBDatabase,
  holder: string,
  predecessor: string,
): Promise<number | null> {
  const transaction = database.transaction("lease", "readwrite", { durability: "strict" });
  const committed = done(transaction);
  const store = transaction.objectStore("lease");
  const held = (await answer(store.get("files"))) as Held | undefined;
  const term = isFree(held, predecessor, Date.now()) ? (held?.term ?? 0) + 1 : null;
  if (term !== null)
    store.put({ holder, term, until: Date.now() + leaseMs } satisfies Held, "files");
  await committed;
  return term;
}
