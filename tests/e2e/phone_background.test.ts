// SPDX-License-Identifier: EUPL-1.2
// A phone whose app is closed before there is a network again: the browser wakes the service worker, which sends what
// waits (Background Sync). When it does so is the browser's to say; here DevTools say it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { type Page, Phone } from "./phone.ts";
import { publicIdeas, waitingIdeas } from "./world.ts";

const title = "Aus der geschlossenen App";

let world: CutWorld;
let phone: Phone;
let supported = "";
let supporters = 0; // before this phone

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url));
});

after(() => world?.stop());

const isLeft = (page: Page) => page.evaluate(() => caches.has("unsent"));

// As the browser does when a network is back. Answers before the service worker is through with it.
async function saysThatThereIsANetwork(page: Page): Promise<void> {
  const devtools = await phone.context.newCDPSession(page);
  const registration = new Promise<string>((known) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(world.wire.url) && !isDeleted);
      if (ours) known(ours.registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.dispatchSyncEvent", {
    origin: world.wire.url,
    registrationId: await registration,
    tag: "unsent",
    lastChance: false,
  });
  await devtools.detach();
}

test("an idea that is saved without a network is left with the service worker, a vote is not", async () => {
  await phone.install();
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  supported = idea?.id ?? assert.fail("no idea");
  supporters = countBallots(world.city.data, supported);
  world.wire.cut();
  await phone.open(`/ideen/${supported}`);
  await phone.support(supported);
  await phone.page.waitForTimeout(1000);
  assert.equal(await isLeft(phone.page), false);

  await phone.writeIdea(title);
  await eventually("it is left", () => isLeft(phone.page));
});

test("whoever puts the app away has asked the browser to wake it", async () => {
  const tags = (page: Page) =>
    page.evaluate(async () => {
      type WithSync = ServiceWorkerRegistration & { sync: { getTags(): Promise<string[]> } };
      return await ((await navigator.serviceWorker.ready) as WithSync).sync.getTags();
    });
  assert.deepEqual(await tags(phone.page), []);
  await phone.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await eventually("it is asked", async () => (await tags(phone.page)).includes("unsent"));
});

test("a network that is none after all: what was not taken stays", async () => {
  await saysThatThereIsANetwork(phone.page);
  await phone.page.waitForTimeout(1000);
  assert.equal(await isLeft(phone.page), true);
});

test("the app is closed, the network is back: the idea is at the city", async () => {
  const ideas = countIdeas(world.city.data);
  const empty = await phone.newTab();
  await phone.page.close();
  phone.page = empty;
  world.wire.heal();
  await saysThatThereIsANetwork(empty);
  await eventually("the idea is there", () => countIdeas(world.city.data) === ideas + 1, 20_000);
  assert.equal(countBallots(world.city.data, supported), supporters);
});

test("the app is opened again: it sends the idea once more, it counts once, and its author reads that it arrived", async () => {
  await phone.open("/meine");
  const main = () => phone.page.locator("main").innerText();
  await eventually("it arrived", async () => (await main()).includes("angekommen"), 40_000);
  await eventually("nothing is left", async () => !(await isLeft(phone.page)));
  assert.equal((await waitingIdeas(world.city)).filter((idea) => idea.title === title).length, 1);
  await eventually("the vote is there", () => countBallots(world.city.data, supported) === supporters + 1, 40_000);
  assert.deepEqual(phone.errors, []);
});
