// SPDX-License-Identifier: EUPL-1.2
// A browser short of room may throw away a page's databases without a word. It then leaves this mark, which
// lies elsewhere and says only that something of the reader's own had been saved here. (A browser that clears
// everything, as somebody asked it to, clears the mark as well: then nobody can tell, and nobody wonders.)
import { forget, store, stored } from "./page_storage";

const markKey = "quartierpuls.has_own";

export function noteOwn(): void {
  store(markKey, "1");
}

export function noteErased(): void {
  forget(markKey);
}

// `isNew`: the core has just begun with no database. Said once.
export function wasPurged(isNew: boolean): boolean {
  const is = isNew && stored(markKey) !== null;
  if (is) forget(markKey);
  return is;
}
