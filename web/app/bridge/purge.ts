// SPDX-License-Identifier: EUPL-1.2
// A browser short of room may throw away a page's databases without a word. It then leaves this mark, which
// Chromium keeps elsewhere, and which says only in what store something of the reader's own had been saved. (Where
// the mark goes as well, nobody can tell: Firefox, Safari, and whoever clears everything on purpose.)
import type { Keeping } from "./protocol";
import { forget, store, stored } from "./page_storage";

const markKey = "quartierpuls.has_own";

export function noteOwn(where: Keeping): void {
  store(markKey, where);
}

// `isNew`: the core has just begun with no database in this store. (What lies in another one is out of reach, not
// gone.) Said once.
export function wasPurged(isNew: boolean, where: Keeping): boolean {
  const is = isNew && stored(markKey) === where;
  if (is) forget(markKey);
  return is;
}
