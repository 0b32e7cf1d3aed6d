// SPDX-License-Identifier: EUPL-1.2
// The public views that were looked at last, for a page that opens without a network: something to read until the core
// has started. Made for this by the core, which tells times in them by their dates: "vor 6 Minuten" would be untrue by
// then. What somebody searched for is not kept.
import { coreVersion } from "./own_scripts";
import { forget, store, storedValue } from "./page_storage";

interface Kept {
  version: string; // of the core that made it: another one's views may be of another shape
  view: unknown;
}

const listKey = "quartierpuls.kept_views";
const prefix = "quartierpuls.kept_view.";
const keptMax = 8;
const charactersMax = 100_000;

// Undefined where none was kept.
export function keptView(key: string): unknown {
  const kept = storedValue(prefix + key) as Kept | null;
  return kept?.version === coreVersion ? kept.view : undefined;
}

// Only an installed app opens without a network.
export function keepView(key: string, view: unknown): void {
  if (!navigator.serviceWorker?.controller) return;
  const text = JSON.stringify({ version: coreVersion, view } satisfies Kept);
  if (text.length > charactersMax) return;
  const list = storedValue(listKey);
  const others = Array.isArray(list) ? list.filter((other) => other !== key) : [];
  for (const old of others.splice(keptMax - 1)) forget(prefix + old);
  store(listKey, JSON.stringify([key, ...others]));
  store(prefix + key, text);
}
