// SPDX-License-Identifier: EUPL-1.2
// What the page itself remembers of this browser, beside the core's databases: a word or two, for good or for as long as
// the tab is open. A browser that keeps nothing takes nothing, and nobody is told.

export type Lasting = "localStorage" | "sessionStorage";

export function stored(key: string, where: Lasting = "localStorage"): string | null {
  try {
    return window[where].getItem(key);
  } catch {
    return null;
  }
}

let isClosed = false;

// Everything was deleted: what is on its way still must leave nothing, until the page is loaded anew.
export function storeNoMore(): void {
  isClosed = true;
}

export function store(key: string, value: string, where: Lasting = "localStorage"): void {
  if (isClosed) return;
  try {
    window[where].setItem(key, value);
  } catch {
    // it lasts as long as the window
  }
}

export function forget(key: string, where: Lasting = "localStorage"): void {
  try {
    window[where].removeItem(key);
  } catch {
    // there is nothing to forget
  }
}

// Null where nothing is stored, or nothing that can be read.
export function storedValue(key: string, where: Lasting = "localStorage"): unknown {
  try {
    return JSON.parse(stored(key, where) ?? "null");
  } catch {
    return null;
  }
}
