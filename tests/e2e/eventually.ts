// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as sleep } from "node:timers/promises";

// Asks until the answer is true, and says what it was waiting for where it never is. Returns the
// milliseconds it took.
export async function eventually(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = 10_000,
): Promise<number> {
  const begin = Date.now();
  let last = "";
  while (Date.now() - begin < withinMs) {
    try {
      if (await isSo()) return Date.now() - begin;
      last = "";
    } catch (error) {
      last = `: ${error}`;
    }
    await sleep(25);
  }
  throw new Error(`not within ${withinMs} ms: ${what}${last}`);
}
