// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Held, isFree, leaseMs } from "./lease.ts";

const now = Date.UTC(2026, 10, 25, 12);
const held = (until: number): Held => ({ holder: "first", term: 3, until });

test("files that nobody holds are free", () => {
  assert.equal(isFree(undefined, "", now), true);
});

test("a lease keeps others away until it has run out", () => {
  assert.equal(isFree(held(now + leaseMs), "", now), false);
  assert.equal(isFree(held(now + 1), "", now), false);
  assert.equal(isFree(held(now), "", now), true);
  assert.equal(isFree(held(now - 365 * 86_400_000), "", now), true);
});

test("what a tab's earlier page held passes on to it, and to no other", () => {
  assert.equal(isFree(held(now + leaseMs), "first", now), true);
  assert.equal(isFree(held(now + leaseMs), "second", now), false);
});

test("a clock that was set back locks nobody out", () => {
  assert.equal(isFree(held(now + leaseMs + 1), "", now), true);
  assert.equal(isFree(held(now + 365 * 86_400_000), "", now), true);
});

test("a lease that was given back is free, whoever asks", () => {
  assert.equal(isFree({ holder: "", term: 3, until: 0 }, "", now), true);
});
