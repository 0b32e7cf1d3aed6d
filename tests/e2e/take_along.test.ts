// SPDX-License-Identifier: EUPL-1.2
// Half an idea goes from a kiosk to a phone by a picture on the screen alone. A decoder that is not ours
// (zbar) reads the kiosk's real screen, and the phone that opens what it read has no network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { CutProxy } from "./cut_proxy.ts";
import { Phone } from "./phone.ts";
import { seenAt } from "./seen_codes.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let wire: CutProxy;
let kiosk: Program;
let wide: Program;
let phone: Phone;

before(async () => {
  world = await startWorld();
  wire = await CutProxy.start(world.city.port);
  const standing = { url: world.city.url, key: world.city.key, quarter: "mitte", idleSeconds: 3600, scripted: true };
  kiosk = startKiosk(world.place, { ...standing, phoneUrl: `${wire.url}/`, name: "kiosk-high" });
  wide = startKiosk(world.place, { ...standing, phoneUrl: wire.url, name: "kiosk-wide", width: 1920, height: 1080 });
  phone = await Phone.start(wire.url);
  await phone.open("/");
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.isInstalled();
  wire.cut();
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await wire?.stop();
  await kiosk?.stop();
  await wide?.stop();
  await world?.stop();
});

async function writeAt(screen: Program, title: string, text: string): Promise<void> {
  await screen.must("screen start");
  await screen.must("screen write");
  await screen.must("wait write.cancel");
  await screen.must("tap write.cancel"); // what an earlier test wrote
  await screen.must("screen write");
  await screen.must("tap write.title");
  await screen.must(`type ${title}`);
  await screen.must("tap write.text");
  await screen.must(`type ${text}`);
  await screen.must("tap key.done");
}

async function takeAlong(screen: Program, title: string, text: string): Promise<string> {
  await writeAt(screen, title, text);
  await screen.must("tap write.take_along");
  await screen.must("wait take_along.code");
  const link = await seenAt(screen, world.place.folder, "take-along");
  await screen.must("tap take_along.done");
  await screen.must("expect-no take_along.code");
  return link;
}

const title = () => phone.page.locator("#idea-title");
const text = () => phone.page.locator("#idea-text");
const pathOf = (link: string) => link.slice(wire.url.length);

async function holds(wantedTitle: string, wantedText: string): Promise<void> {
  await phone.page.waitForFunction(
    (wanted) => document.querySelector<HTMLInputElement>("#idea-title")?.value === wanted,
    wantedTitle,
    { timeout: 15_000 },
  );
  assert.equal(await text().inputValue(), wantedText);
}

test("half an idea goes to a phone without a network, and stays there", async () => {
  const link = await takeAlong(kiosk, "Bänke am Markt", "Zum Ausruhen im Schatten, für Ältere");
  assert.match(link, new RegExp(`^${wire.url}/ideen/neu#I-[A-Z2-7]+$`));
  await phone.open(pathOf(link));
  await holds("Bänke am Markt", "Zum Ausruhen im Schatten, für Ältere");
  assert.equal(phone.page.url(), `${wire.url}/ideen/neu`, "the text stands in no address");
  await phone.open("/ideen/neu");
  await holds("Bänke am Markt", "Zum Ausruhen im Schatten, für Ältere");
});

test("what stands on the phone is never overwritten unasked", async () => {
  const link = await takeAlong(wide, "Ein Brunnen", "Auf dem Kesselbrink");
  await phone.open(pathOf(link));
  const ask = phone.page.locator('[data-id="brought-ask"]');
  await ask.getByText("Ein Brunnen").waitFor({ timeout: 15_000 });
  assert.equal(await title().inputValue(), "Bänke am Markt");
  await phone.page.locator('[data-id="brought-keep"]').click();
  await ask.waitFor({ state: "detached" });
  await phone.open("/ideen");
  await phone.open("/ideen/neu");
  await holds("Bänke am Markt", "Zum Ausruhen im Schatten, für Ältere");

  await phone.page.goto(link); // in the open page
  await phone.page.locator('[data-id="brought-take"]').click();
  await holds("Ein Brunnen", "Auf dem Kesselbrink");
  await phone.open("/ideen");
  await phone.open("/ideen/neu");
  await holds("Ein Brunnen", "Auf dem Kesselbrink");
});

test("a damaged code is said to be one, and nothing is lost", async () => {
  await phone.open("/ideen");
  await phone.open("/ideen/neu#I-QYAWCDAMAGED");
  await phone.page.locator('[data-id="brought-broken"]').waitFor({ timeout: 15_000 });
  await holds("Ein Brunnen", "Auf dem Kesselbrink");
  assert.equal(phone.page.url(), `${wire.url}/ideen/neu`);
  assert.equal(await phone.page.locator('[data-id="brought-ask"]').count(), 0);
});

test("the longest text that a code holds can be read from the screen; a longer one is said to be too long", async () => {
  const long = "Mehr Schatten, mehr Wasser. ".repeat(84).trim(); // 2351 bytes
  for (const screen of [kiosk, wide]) {
    const link = await takeAlong(screen, "Lang", long);
    assert.ok(link.length > 3_700, `${link.length} letters`);
    await phone.open("/ideen");
    await phone.open(pathOf(link));
  }
  await phone.page.locator('[data-id="brought-take"]').click();
  await holds("Lang", long);
  await writeAt(kiosk, "Zu lang", `${long} ${long.slice(0, 200)}`);
  await kiosk.must("tap write.take_along");
  await kiosk.must("wait take_along.fault");
  await kiosk.must("expect-no take_along.code");
  await kiosk.must("tap take_along.done");
});

test("the receipt's code on the saved screen opens the look-up", async () => {
  for (const [name, screen] of [["high", kiosk], ["wide", wide]] as const) {
    await writeAt(screen, `Eine Uhr ${name}`, "Am Kesselbrink");
    await screen.must("tap write.submit");
    await screen.must("wait saved.follow");
    const link = await seenAt(screen, world.place.folder, `saved-${name}`);
    const code = (await screen.must("value saved.code")).trim();
    assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    assert.equal(link, `${wire.url}/meine#R-${code.slice(0, 14)}`);
    await phone.open("/ideen");
    await phone.open(pathOf(link));
    await phone.page.locator('[data-id="lookup-answer"]').waitFor({ timeout: 15_000 });
    assert.equal(await phone.page.locator('[data-id="lookup"] input').inputValue(), code.slice(0, 14));
    assert.equal(phone.page.url(), `${wire.url}/meine`);
  }
  assert.deepEqual(phone.errors, []);
});
