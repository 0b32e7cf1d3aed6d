// SPDX-License-Identifier: EUPL-1.2
// A phone at a real stand: the relay serves the app over plain HTTP and takes what it sends, while there
// is no way to the city; later all of it is there, once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type Relay, startRelay } from "../../house/city_and_devices.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { publicIdeas, startWorld, waitingIdeas, type World } from "./world.ts";

const host = "stand.example";

let world: World;
let uplink: CutProxy;
let relay: Relay;
let origin = "";
let phone: Phone;

const newPhone = (profile?: string) =>
  Phone.start(origin, { args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`], ...(profile ? { profile } : {}) });
const main = () => phone.page.locator("main").innerText();

before(async () => {
  world = await startWorld();
  uplink = await CutProxy.start(world.city.port);
  relay = await startRelay(world.place, world.city, uplink.url);
  origin = `http://${host}:${relay.port}`;
  phone = await newPhone();
});

after(async () => {
  await phone?.stop().catch(() => undefined);
  phone?.forget();
  await relay?.program.stop();
  await uplink?.stop();
  await world?.stop();
});

test("what a phone gave at a stand without a way to the city outlasts its browser, and is counted once", async () => {
  await eventually("the stand knows the city", async () => (await fetch(relay.url)).ok, 30_000);
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  await phone.open(`/ideen/${idea.id}`);
  await phone.isCoreReady();
  const support = phone.page.locator(`[data-id="support-${idea.id}"]`);
  await support.waitFor();
  const [ideas, ballots] = [countIdeas(world.city.data), countBallots(world.city.data, idea.id)];

  uplink.cut();
  await support.click();
  await eventually("support saved", async () => (await phone.text("toast")).includes("Gespeichert"));
  await phone.writeIdea("Gegeben am Stand");
  const code = await phone.text("receipt-code");
  await phone.open("/meine");
  await eventually("accepted at the stand", async () => /Am Stand angenommen, noch nicht bei der Stadt/.test(await main()), 30_000);
  assert.equal(await phone.page.locator("li.card .receipt__code").innerText(), code);
  assert.match(await phone.text("sync-line"), /am Stand angenommen.*Notier dir am besten den Nachweis-Code/s);
  assert.equal(countIdeas(world.city.data), ideas, "nothing has reached the city");
  phone.kill();

  uplink.heal();
  await eventually("the idea is at the city", () => countIdeas(world.city.data) === ideas + 1, 60_000);
  await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 60_000);

  // The phone comes back to the stand: it still knows, and brings nothing twice.
  phone = await newPhone(phone.profile);
  await phone.open("/meine");
  await eventually("the city has it", async () => /Bei der Stadt angekommen/.test(await main()), 60_000);
  assert.match(await main(), /Gegeben am Stand/);
  const titles = (await waitingIdeas(world.city)).map(({ title }) => title);
  assert.equal(titles.filter((title) => title === "Gegeben am Stand").length, 1);
  assert.equal(countIdeas(world.city.data), ideas + 1);
  assert.equal(countBallots(world.city.data, idea.id), ballots + 1);
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
