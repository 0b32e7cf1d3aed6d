// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { failed } from "./files.ts";
import { MemoryFiles } from "./memory_files.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

test("a file exists once something is in it, and no longer after it was removed", () => {
  const files = new MemoryFiles();
  assert.equal(files.exists("local.db"), false);
  assert.equal(files.open("local.db", false), failed);
  const file = files.open("local.db", true);
  assert.equal(files.exists("local.db"), false);
  files.write(file, bytes(1, 2, 3), 0);
  assert.equal(files.exists("local.db"), true);
  assert.equal(files.remove("local.db"), true);
  assert.equal(files.exists("local.db"), false);
  assert.equal(files.size(file), 0);
});

test("no file beyond SQLite's own can be opened", () => {
  const files = new MemoryFiles();
  assert.equal(files.open("../secret", true), failed);
  assert.equal(files.open("content.db-shm", true), failed);
});

test("what was written is read back where it was written, across growth", () => {
  const files = new MemoryFiles();
  const file = files.open("content.db", true);
  const far = 3 * 1024 * 1024 + 17;
  assert.equal(files.write(file, bytes(7, 8, 9), far), 3);
  assert.equal(files.size(file), far + 3);
  const into = new Uint8Array(3);
  assert.equal(files.read(file, into, far), 3);
  assert.deepEqual(into, bytes(7, 8, 9));
  assert.equal(files.read(file, into, 0), 3);
  assert.deepEqual(into, bytes(0, 0, 0));
});

test("a read at the end gives what is there, and past the end nothing", () => {
  const files = new MemoryFiles();
  const file = files.open("content.db", true);
  files.write(file, bytes(1, 2, 3, 4), 0);
  const into = new Uint8Array(4);
  assert.equal(files.read(file, into, 2), 2);
  assert.deepEqual(into.subarray(0, 2), bytes(3, 4));
  assert.equal(files.read(file, into, 4), 0);
  assert.equal(files.read(file, into, 4000), 0);
});

test("bytes that were cut off do not come back when the file grows again", () => {
  const files = new MemoryFiles();
  const file = files.open("local.db-wal", true);
  files.write(file, bytes(1, 2, 3, 4), 0);
  files.truncate(file, 1);
  files.write(file, bytes(9), 3);
  const into = new Uint8Array(4);
  files.read(file, into, 0);
  assert.deepEqual(into, bytes(1, 0, 0, 9));
});

test("a database that is set aside takes its journal and its log along", async () => {
  const files = new MemoryFiles();
  for (const name of ["local.db", "local.db-journal", "local.db-wal", "content.db"])
    files.write(files.open(name, true), bytes(1), 0);
  await files.setAside("local.db");
  assert.equal(files.exists("local.db"), false);
  assert.equal(files.exists("local.db-journal"), false);
  assert.equal(files.exists("local.db-wal"), false);
  assert.equal(files.exists("content.db"), true);
});
