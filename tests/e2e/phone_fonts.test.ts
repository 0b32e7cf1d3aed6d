// SPDX-License-Identifier: EUPL-1.2
// Fonts come by script: nobody fetches letters that no text on their phone has, and whoever reads Russian has theirs
// in a cellar too.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";

const further = /\.further-([a-z]+)-[^/]*\.woff2$/;
let world: CutWorld;

before(async () => {
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
});

async function phoneWithFonts(): Promise<{ phone: Phone; fonts: string[] }> {
  const phone = world.bring(await Phone.start(world.wire.url));
  const fonts: string[] = [];
  phone.context.on("request", (request) => {
    if (request.url().endsWith(".woff2")) fonts.push(request.url());
  });
  return { phone, fonts };
}

// Weights whose Cyrillic letters are on screen in our font.
function cyrillicWeights(phone: Phone): Promise<string[]> {
  return phone.page.evaluate(() =>
    [...document.fonts]
      .filter((face) => face.status === "loaded" && /U\+400-/i.test(face.unicodeRange))
      .map((face) => face.weight)
      .sort(),
  );
}

test("who reads German fetches three Latin files, through every view and with the app installed", async () => {
  const { phone, fonts } = await phoneWithFonts();
  await phone.open("/");
  await phone.isCoreReady();
  await phone.isInstalled();
  for (const { path } of await phoneViews(world.city.url)) {
    await phone.open(path);
    await phone.isCoreReady();
    await phone.page.locator("main h1").waitFor();
    await phone.page.evaluate(() => document.fonts.ready);
  }
  assert.deepEqual(fonts.filter((url) => further.test(url)), []);
  assert.equal(new Set(fonts.map((url) => new URL(url).pathname)).size, 3, fonts.join(" "));
});

test("a first visit is read in the phone's own letters, and ours come with the first step", async () => {
  const phone = world.bring(await Phone.start(world.wire.url));
  const loaded = () =>
    phone.page.evaluate(() => [...document.fonts].filter(({ status }) => status === "loaded").length);
  await phone.open("/");
  const ideas = phone.page.locator('.nav__link[href="/ideen"]');
  await ideas.waitFor();
  await phone.isCoreReady();
  assert.equal(await loaded(), 0);
  await ideas.click();
  await eventually("our own letters are there", async () => (await loaded()) >= 3);
  await phone.isInstalled();
  await phone.open("/");
  await eventually("and from now on at once", async () => (await loaded()) >= 3);
  await phone.stop();
});

test("who chooses Russian gets Cyrillic letters, and keeps them without a network", async () => {
  const { phone, fonts } = await phoneWithFonts();
  await phone.open("/");
  await phone.isCoreReady();
  await phone.hasContent();
  await phone.isInstalled();
  await phone.open("/einstellungen");
  await phone.page.locator('[data-id="options-language"] input[value="ru"]').click();
  await eventually("Cyrillic is there", async () => (await cyrillicWeights(phone)).length >= 2);
  assert.deepEqual([...new Set(fonts.map((url) => further.exec(url)?.[1]).filter(Boolean))], ["cyrillic"]);
  await phone.open("/");
  await eventually("in every weight", async () => (await cyrillicWeights(phone)).length === 3);

  world.wire.cut();
  const session = await phone.context.newCDPSession(phone.page);
  await session.send("Network.clearBrowserCache");
  await phone.open("/");
  await phone.isCoreReady();
  await eventually("still in every weight", async () => (await cyrillicWeights(phone)).length === 3);
  world.wire.heal();
  assert.deepEqual(phone.errors, []);
});
