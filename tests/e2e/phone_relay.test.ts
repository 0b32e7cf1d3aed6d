// SPDX-License-Identifier: EUPL-1.2
// A phone at a real stand, without a certificate and with one: the relay serves the app and takes what it sends,
// while there is no way to the city; later all of it is there, once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type Relay, startRelay } from "../../house/city_and_devices.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { TlsProxy } from "./tls_proxy.ts";
import { publicIdeas, startWorld, waitingIdeas, type World } from "./world.ts";

const host = "stand.example";

let world: World;
let uplink: CutProxy;
let relay: Relay;
let https: TlsProxy;
const phones: Phone[] = [];

before(async () => {
  world = await startWorld();
  uplink = await CutProxy.start(world.city.port);
  relay = await startRelay(world.place, world.city, uplink.url);
  https = await TlsProxy.start(host, relay.port);
});

after(async () => {
  for (const phone of phones) {
    await phone.stop().catch(() => undefined);
    phone.forget();
  }
  await https?.stop();
  await relay?.program.stop();
  await uplink?.stop();
  await world?.stop();
});

async function newPhone(isSecure: boolean, profile?: string): Promise<Phone> {
  const args = isSecure ? https.browserArguments() : [`--host-resolver-rules=MAP ${host} 127.0.0.1`];
  const origin = isSecure ? https.url : `http://${host}:${relay.port}`;
  const phone = await Phone.start(origin, { args, ...(profile ? { profile } : {}) });
  phones.push(phone);
  return phone;
}

const mainOf = (phone: Phone) => phone.page.locator("main").innerText();

// With a certificate on the stand the app is installed and keeps its files in OPFS; without one it has neither.
async function worksInFull(phone: Phone): Promise<void> {
  assert.equal(await phone.page.evaluate(() => isSecureContext), true);
  await phone.isInstalled();
  await phone.hasContent();
  const databases = await phone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(!databases.includes("quartierpuls-files"), `no files in IndexedDB: ${databases}`);
}

for (const { over, isSecure } of [
  { over: "plain HTTP", isSecure: false },
  { over: "HTTPS", isSecure: true },
])
  test(`over ${over}, what a phone gave at a stand without a way to the city outlasts its browser, and is counted once`, async () => {
    const title = `Gegeben am Stand, ${over}`;
    let phone = await newPhone(isSecure);
    await eventually("the stand knows the city", async () => (await fetch(relay.url)).ok, 30_000);
    const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
    assert.ok(idea);
    await phone.open(`/ideen/${idea.id}`);
    await phone.isCoreReady();
    if (isSecure) await worksInFull(phone);
    const support = phone.page.locator(`[data-id="support-${idea.id}"]`);
    await support.waitFor();
    const [ideas, ballots] = [countIdeas(world.city.data), countBallots(world.city.data, idea.id)];

    uplink.cut();
    await phone.support(idea.id);
    await phone.writeIdea(title);
    const code = await phone.text("receipt-code");
    await phone.open("/meine");
    await eventually(
      "idea and support are accepted at the stand",
      async () => (await mainOf(phone)).match(/Am Stand angenommen, noch nicht bei der Stadt/g)?.length === 2,
      30_000,
    );
    await eventually("the line says so, and what keeps it where the browser may not", async () => {
      const line = await phone.text("sync-line");
      return line.includes("am Stand angenommen") && line.includes("Notier dir am besten den Nachweis-Code") === !isSecure;
    });
    // Where the browser may throw the files away once one has left, the code is what remains.
    if (!isSecure) assert.equal(await phone.page.locator("li.card .receipt__code").innerText(), code);
    assert.equal(countIdeas(world.city.data), ideas, "nothing has reached the city");
    phone.kill();

    uplink.heal();
    await eventually("the idea is at the city", () => countIdeas(world.city.data) === ideas + 1, 60_000);
    await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 60_000);

    // The phone comes back to the stand: it still knows, and brings nothing twice.
    phone = await newPhone(isSecure, phone.profile);
    await phone.open("/meine");
    await eventually("the city has it", async () => /Bei der Stadt angekommen/.test(await mainOf(phone)), 60_000);
    assert.ok((await mainOf(phone)).includes(title));
    const titles = (await waitingIdeas(world.city)).map((waiting) => waiting.title);
    assert.equal(titles.filter((one) => one === title).length, 1);
    assert.equal(countIdeas(world.city.data), ideas + 1);
    assert.equal(countBallots(world.city.data, idea.id), ballots + 1);
    assert.deepEqual(phone.errors, []);
    assert.deepEqual(phone.foreign, []);
  });
