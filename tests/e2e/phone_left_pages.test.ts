// SPDX-License-Identifier: EUPL-1.2
// A browser keeps a page that was left, for who comes back to it. It must not keep our files with it. (What the
// other tests run in keeps none.)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Phone } from "./phone.ts";
import { startWorld, type World } from "./world.ts";

const rounds = 6;

let world: World;
let phone: Phone;
let crashes = 0;

before(async () => {
  world = await startWorld();
  phone = await Phone.start(world.city.url, { keepsPages: true });
  phone.page.on("crash", () => ++crashes);
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await world?.stop();
});

const isReady = () =>
  phone.page.waitForFunction(() => document.documentElement.dataset.core === "ready", undefined, { timeout: 10_000 });

test("the page that comes next has the files at once, and so has the one that is come back to", async () => {
  await phone.install();
  for (let round = 0; round < rounds; ++round) {
    await phone.page.goto(`${world.city.url}/ideen`);
    await isReady();
    // Another document of ours, left for the next: not a change of view within the page.
    await phone.page.goto(`${world.city.url}/netzwerk`);
    await isReady();
    await phone.page.goBack();
    await isReady();
    assert.equal(new URL(phone.page.url()).pathname, "/ideen");
  }
  assert.equal(crashes, 0);
  assert.deepEqual(phone.errors, []);
});
