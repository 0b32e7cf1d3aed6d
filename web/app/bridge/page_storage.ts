// SPDX-License-Identifier: EUPL-1.2
// What the page itself remembers of this browser, beside the core's databases: a word or two. A browser that
// keeps nothing takes nothing, and nobody is told.

export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // it lasts as long as the window
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // there is nothing to forget
  }
}
