// SPDX-License-Identifier: EUPL-1.2
// Where an idea is meant: tapped on the map, chosen from a list without it, or measured on a press. It reaches the city
// as coarse as it is kept, stands on the idea's page, and goes with an edit. The stations' map opens in a cellar.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { pixelsTooWide, violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { type IdeaForEditors, openData, waitingIdeas } from "./world.ts";

let world: CutWorld;
let phone: Phone;
const folder = mkdtempSync(join(tmpdir(), "quartierpuls-map-"));

// Two districts of our own making: no city's data.
const district = (name: string, west: number, east: number) => ({
  type: "Feature",
  properties: { name },
  geometry: {
    type: "Polygon",
    coordinates: [[[west, 51.93], [east, 51.93], [east, 52.11], [west, 52.11], [west, 51.93]]],
  },
});

const found = (id: string) => phone.page.locator(`[data-id="${id}"]`);
const placeOf = async (title: string) => {
  const waiting = (await waitingIdeas(world.city)) as (IdeaForEditors & { place: string })[];
  return waiting.find((idea) => idea.title === title);
};

async function begin(title: string): Promise<void> {
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  await phone.page.locator("#idea-title").fill(title);
}

async function sendOff(title: string, button = "idea-submit"): Promise<string> {
  await found(button).click();
  await found("idea-saved").waitFor({ timeout: 10_000 });
  let place = "";
  await eventually("the editors have it", async () => {
    const idea = await placeOf(title);
    place = idea?.place ?? "";
    return idea !== undefined;
  }, 20_000);
  return place;
}

before(async () => {
  const file = join(folder, "districts.geojson");
  const features = [district("West", 8.39, 8.52), district("Ost", 8.52, 8.65)];
  writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));
  world = await startCutWorld({ feed: [], map: { file, attribution: "Testamt, CC BY 4.0" } });
  phone = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  await phone.install();
});

after(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a place is tapped on the map, told in words, and reaches the city coarse", async () => {
  await begin("Bank am Hang");
  await phone.page.locator(".map__outline").first().waitFor({ state: "attached" });
  assert.match(await phone.page.locator(".map__source").first().innerText(), /Testamt/);
  const map = found("map");
  const box = await map.boundingBox();
  assert.ok(box);
  await map.tap({ position: { x: box.width / 2, y: box.height / 2 } });
  await found("place-words").waitFor();
  assert.match(await found("place-words").innerText(), /auf etwa 100 Meter genau/);
  assert.deepEqual(await violations(phone.page), []);
  assert.equal(await pixelsTooWide(phone.page), 0);

  // Closer, and once more: the ring stays in sight.
  for (let i = 0; i < 3; ++i) await found("map-closer").click();
  const closer = await map.boundingBox();
  assert.ok(closer);
  await map.tap({ position: { x: closer.width * 0.95, y: closer.height * 0.5 } });
  await eventually("the place moved into the middle", async () => {
    const ring = await phone.page.locator(".map__pin").boundingBox();
    return ring !== null && Math.abs(ring.x + ring.width / 2 - (closer.x + closer.width / 2)) < 12;
  });
  assert.match(await sendOff("Bank am Hang"), /^52\.0\d\d,8\.5\d\d$/);
});

test("without the map and without a pointer: a district's middle from the list", async () => {
  await begin("Brunnen in Heepen");
  const { page } = phone;
  await page.locator('[data-id="place"] select').focus();
  await page.keyboard.type("Hee");
  await found("place-words").waitFor();
  assert.match(await found("place-words").innerText(), /Mitte von Heepen/);
  await found("place-remove").focus();
  await page.keyboard.press("Enter");
  await found("place-words").waitFor({ state: "detached" });
  await page.locator('[data-id="place"] select').focus();
  await page.keyboard.type("Hee");
  await found("place-words").waitFor();
  await found("idea-submit").focus();
  await page.keyboard.press("Enter");
  await found("idea-saved").waitFor();
  await eventually("the editors have it", async () => (await placeOf("Brunnen in Heepen"))?.place === "52.033,8.604", 20_000);
});

test("the location is asked for on that press alone, and is rounded before anything is kept", async () => {
  const { page } = phone;
  const exact = { latitude: 52.02134, longitude: 8.53381 };
  await begin("Schatten am Platz");
  assert.equal(await found("place-words").count(), 0);

  await found("place-locate").click();
  await found("place-fault").waitFor();
  assert.match(await found("place-fault").innerText(), /nicht freigegeben/);

  await phone.context.grantPermissions(["geolocation"], { origin: world.wire.url });
  await phone.context.setGeolocation({ latitude: 48.137, longitude: 11.575, accuracy: 20 });
  await found("place-locate").click();
  await found("place-fault").filter({ hasText: "nicht in Bielefeld" }).waitFor();

  await phone.context.setGeolocation({ ...exact, accuracy: 3000 });
  await found("place-locate").click();
  await found("place-fault").filter({ hasText: "nicht zu finden" }).waitFor();
  assert.equal(await found("place-words").count(), 0);

  await phone.context.setGeolocation({ ...exact, accuracy: 20 });
  await found("place-locate").click();
  await found("place-words").waitFor();
  assert.equal(await found("place-fault").count(), 0);

  // Kept with the draft, and found again as coarse.
  await page.reload();
  await phone.isCoreReady();
  await found("place-words").waitFor();
  assert.equal(await page.locator('[data-id="place"] select').inputValue(), "52.021,8.534");
  assert.equal(await sendOff("Schatten am Platz"), "52.021,8.534");
  await phone.context.clearPermissions();
});

test("once published it stands on the idea's page and in the open data, and an edit takes it away", async () => {
  const { page } = phone;
  const idea = await placeOf("Schatten am Platz");
  assert.ok(idea);
  await cityCommand(world.city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  await phone.open(`/ideen/${idea.id}`);
  await phone.isCoreReady();
  await found("idea-place").waitFor({ timeout: 20_000 });
  assert.match(await found("idea-place").innerText(), /Mitte von Mitte, auf etwa 100 Meter genau/);
  assert.equal(await page.locator(".map__disc").count(), 1);
  assert.deepEqual(await violations(page), []);
  assert.equal(await pixelsTooWide(page), 0);
  const rows = await openData<{ id: string; latitude: number | null; longitude: number | null }>(world.city.url, "ideas");
  const row = rows.find(({ id }) => id === idea.id);
  assert.deepEqual([row?.latitude, row?.longitude], [52.021, 8.534]);

  await phone.open(`/meine/${idea.id}`);
  await phone.isCoreReady();
  await found("place-words").waitFor();
  await found("place-remove").click();
  await found("place-words").waitFor({ state: "detached" });
  await found("idea-submit").click();
  await eventually("the editors have the edit", async () => (await placeOf("Schatten am Platz"))?.place === "", 20_000);
  await cityCommand(world.city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  await phone.open(`/ideen/${idea.id}`);
  await eventually("it is gone from the page", async () => (await found("idea-place").count()) === 0, 20_000);
});

test("the stations stand on a map as well, each a link, in a cellar too", async () => {
  const { page } = phone;
  world.wire.cut();
  await phone.open("/stationen");
  await phone.isCoreReady();
  assert.equal(await found("show-list").getAttribute("aria-pressed"), "true");
  await found("show-map").click();
  await found("station-map").waitFor();
  await page.locator(".map__outline").first().waitFor({ state: "attached" });
  assert.deepEqual(await violations(page), []);
  assert.equal(await pixelsTooWide(page), 0);

  // Those that would overlap stand together, and come apart.
  const several = page.locator(".map__marker--several");
  assert.match((await several.first().getAttribute("aria-label")) ?? "", /^Messstellen hier: \d+\. \S.*\. \S.*\.$/);
  for (let i = 0; i < 6 && (await several.count()) > 0 && (await page.locator("a.map__marker").count()) === 0; ++i)
    await several.first().click();
  const marker = page.locator("a.map__marker").first();
  const name = await marker.getAttribute("aria-label");
  assert.ok(name);
  await marker.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.goBack();
  await found("station-map").waitFor();
  world.wire.heal();
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
