// SPDX-License-Identifier: EUPL-1.2
// The IndexedDB database that stands in for files where a browser has no private ones: blocks and sizes
// of SQLite's files, and whose they are (lease.ts).

const databaseName = "quartierpuls-files";
const version = 2; // 1 had no lease

export type Store = "blocks" | "sizes" | "lease";
const stores: readonly Store[] = [
  "blocks", // [file name, number] → Uint8Array
  "sizes", // file name → bytes
  "lease", // "files" → Held
];

export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("request failed"));
  });
}

// Resolves on `complete`: only then is what the transaction wrote there to stay. Whoever begins the
// transaction need not be the one who waits: that it failed is then told elsewhere.
export function done(transaction: IDBTransaction): Promise<void> {
  const committed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("transaction aborted"));
  });
  committed.catch(() => undefined);
  return committed;
}

// Other tabs close theirs when they hear of it (below).
export async function deleteFilesDatabase(): Promise<void> {
  await answer(indexedDB.deleteDatabase(databaseName));
}

// Rejects where the browser keeps nothing (a private window, storage switched off).
export async function openFilesDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, version);
  request.onupgradeneeded = () => {
    for (const store of stores)
      if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
  };
  const database = await answer(request);
  // A later version of the app waits for this: what is asked of it now fails, and is told.
  database.onversionchange = () => database.close();
  return database;
}
