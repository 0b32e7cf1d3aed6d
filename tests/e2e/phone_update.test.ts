// SPDX-License-Identifier: EUPL-1.2
// A new version of the app while somebody writes: it is offered, waits, and loses nothing.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startCity } from "../../house/city_and_devices.ts";
import { wrongAsItStands } from "./accessibility.ts";
import { eventually } from "./eventually.ts";
import { buildNewVersion, copyApp, newVersion } from "./new_version.ts";
import { type Page, Phone } from "./phone.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let phone: Phone;
let app = "";

before(async () => {
  world = await startWorld();
  app = join(world.place.folder, "app");
  copyApp(app);
  await serveApp();
  phone = await Phone.start(world.city.url);
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await world?.city.program.stop(); // the one that came last
  await world?.stop();
});

async function serveApp(): Promise<void> {
  await world.city.program.stop();
  world.city = await startCity(world.place, { port: world.city.port, app });
}

const bar = (page: Page) => page.locator('[data-id="update"]');
const isNew = (page: Page) =>
  page.evaluate((mark) => document.documentElement.outerHTML.includes(mark), newVersion).catch(() => false);

test("a new version is offered in every tab and changes nothing by itself", async () => {
  await phone.install();
  const second = await phone.newTab();
  await second.goto(`${world.city.url}/ideen`);
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  await phone.page.locator("#idea-title").fill("Mitten im Schreiben");
  buildNewVersion(app);
  await serveApp();
  await phone.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await bar(phone.page).waitFor({ timeout: 30_000 });
  await bar(second).waitFor({ timeout: 30_000 });
  assert.deepEqual(await wrongAsItStands(second), []);
  assert.equal(await isNew(phone.page), false);
  assert.equal(await phone.page.locator("#idea-title").inputValue(), "Mitten im Schreiben");
});

test("who loads it finds what was typed in the very moment before", async () => {
  const { page } = phone;
  await page.locator("#idea-title").fill("Mitten im Schreiben, und noch ein Wort");
  await page.locator('[data-id="update-now"]').click();
  await eventually("the new version is shown", () => isNew(page), 30_000);
  await phone.isCoreReady();
  await eventually(
    "the draft is there",
    async () => (await page.locator("#idea-title").inputValue()) === "Mitten im Schreiben, und noch ein Wort",
  );
  await page.locator('[data-id="idea-submit"]').click();
  await page.locator('[data-id="idea-saved"]', { hasText: "Gespeichert" }).waitFor({ timeout: 10_000 });
});

test("another tab goes on, and is loaded when its reader says so", async () => {
  const second = phone.context.pages().find((page) => page !== phone.page && page.url().endsWith("/ideen"));
  assert.ok(second);
  assert.equal(await isNew(second), false);
  await second.locator('a[href^="/ideen/"]').first().click();
  await eventually("it works on", async () => (await second.locator("main h1").innerText()) !== "");
  await bar(second).waitFor();
  await second.locator('[data-id="update-now"]').click();
  await eventually("the new version is shown there, too", () => isNew(second), 30_000);
  assert.deepEqual(phone.errors, []);
});
