// SPDX-License-Identifier: EUPL-1.2
// Opened without a network, the page shows what was looked at last before the core has said a word, and nothing in it
// has stopped being true.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";

const prefix = "quartierpuls.kept_view.";
// As the core tells times to who reads now, and a date.
const age = /gerade eben|vor \d+|gestern|seit heute|Räder heute/;
const date = /\d+\.\d+\.|\d+\. [A-ZÄ][a-zä]+/;

let world: CutWorld;
let phone: Phone;
let title = "";

const main = () => phone.page.locator("main").innerText();

const kept = (): Promise<string[]> =>
  phone.page.evaluate(
    (start) => Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)),
    prefix,
  );

const isKept = (name: string) =>
  eventually(`${name} is kept`, async () => (await kept()).some((key) => JSON.parse(key)[2] === name));

// A worker that never gets to say anything: the moment before the core is there, held still.
async function openWithoutCore(path: string): Promise<void> {
  phone = world.bring(await Phone.start(world.wire.url, { profile: phone.profile }));
  await phone.context.addInitScript(() => {
    window.Worker = class {
      postMessage(): void {}
      terminate(): void {}
    } as unknown as typeof Worker;
  });
  await phone.open(path);
}

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url));
  await phone.install();
});

after(async () => {
  await world?.stop();
});

test("what is looked at is kept, what is searched for is not", async () => {
  await phone.open("/");
  await isKept("start");
  await phone.open("/ideen?suche=Bank");
  await phone.isCoreReady();
  await phone.open("/ideen");
  await phone.isCoreReady();
  title = await phone.page.locator(".idea-card h2, .idea-card h3").first().innerText();
  assert.ok(title);
  await isKept("ideas");
  assert.ok(!(await kept()).some((key) => key.includes("Bank")), "no word of the search is kept");
});

test("without a network the list stands there before the core does, with dates and no ages", async () => {
  await phone.stop();
  world.wire.cut();
  await openWithoutCore("/ideen");
  await phone.page.getByText(title).first().waitFor();
  await eventually("dates stand there", async () => date.test(await main()));
  assert.doesNotMatch(await main(), age);
  assert.equal(await phone.text("sync-line"), "", "nothing is said of a link that nobody has looked for");
  await phone.open("/");
  await phone.page.locator("main h1").waitFor();
  assert.doesNotMatch(await main(), age);
  assert.deepEqual(phone.errors, []);
});

test("a view of another version's core is not shown", async () => {
  await phone.page.evaluate((start) => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(start)))
      localStorage.setItem(key, JSON.stringify({ version: "/assets/another.js", view: { ideas: 7 } }));
  }, prefix);
  await phone.open("/ideen");
  await phone.page.locator("nav").first().waitFor();
  assert.ok(!(await main()).includes(title));
  assert.deepEqual(phone.errors, []);
});

test("once the core is there, it tells ages again", async () => {
  await phone.stop();
  phone = world.bring(await Phone.start(world.wire.url, { profile: phone.profile }));
  await phone.open("/");
  await phone.isCoreReady();
  await eventually("ages", async () => age.test(await main()));
});
