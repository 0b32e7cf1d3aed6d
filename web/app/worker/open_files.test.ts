// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { openFiles } from "./open_files.ts";

// A browser whose private files say so often that they are in use, in its own words, before they can be opened.
function browserWithFiles(refusals: number, refusal: string): void {
  let left = refusals;
  const createSyncAccessHandle = async () => {
    if (left-- > 0) throw new DOMException("in use", refusal);
    return { close: () => undefined };
  };
  const folder = { getFileHandle: async () => ({ createSyncAccessHandle }) };
  const root = { getDirectoryHandle: async () => folder };
  Object.defineProperty(navigator, "storage", { value: { getDirectory: async () => root }, configurable: true });
  Object.assign(globalThis, { self: globalThis, FileSystemSyncAccessHandle: class {} });
}

for (const refusal of ["NoModificationAllowedError", "InvalidStateError"])
  test(`files that a tab just closed still holds are waited for (${refusal}), and nothing begins anew elsewhere`, async () => {
    browserWithFiles(2, refusal);
    assert.equal((await openFiles("lock")).keeping, "opfs");
  });

test("a browser that has such files in name only keeps nothing in them", async () => {
  browserWithFiles(1, "NotSupportedError");
  assert.notEqual((await openFiles("lock")).keeping, "opfs");
});
