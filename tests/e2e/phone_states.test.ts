// SPDX-License-Identifier: EUPL-1.2
// What no address shows, only an act: the states of the phone's views, without anything that axe finds wrong. Others
// are held where they come about: refused contributions (phone_refused), full storage and what was thrown away
// (phone_storage), a new version (phone_update), a project's key (phone_project).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { wrongAsItStands } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { openData, publicIdeas, waitingIdeas } from "./world.ts";

let world: CutWorld;
let phone: Phone;

const main = () => phone.page.locator("main").innerText();
const press = (id: string) => phone.page.locator(`[data-id="${id}"]`).first().click();

async function isSound(): Promise<void> {
  assert.deepEqual(await wrongAsItStands(phone.page), []);
}

before(async () => {
  world = await startCutWorld({ feed: [] });
  phone = world.bring(await Phone.start(world.wire.url));
  await phone.page.emulateMedia({ reducedMotion: "reduce" });
  await phone.install();
});

after(async () => {
  await world?.stop();
});

test("an idea that lacks its title, one that is saved, and all that is one's own", async () => {
  await phone.show("/ideen/neu");
  await press("idea-submit");
  await phone.page.locator("#idea-title-fault").waitFor();
  await isSound();
  await phone.writeIdea("Eine Bank am Teich");
  await isSound();
  await eventually("the editors have it", async () => (await waitingIdeas(world.city)).length === 1, 20_000);
  const [idea] = await waitingIdeas(world.city);
  await cityCommand(world.city, ["moderate", "publish", idea?.id ?? "", "--theme", "quality"]);

  await phone.writeIdea("Wird zurückgezogen");
  await phone.show("/meine");
  const card = phone.page.locator('[data-id^="own-"]', { hasText: "Wird zurückgezogen" });
  await card.locator('[data-id="withdraw"]').click();
  await phone.page.locator("dialog[open]").waitFor();
  await isSound();
  await press("ask-yes");
  await eventually("it is withdrawn", async () => /zurückgezogen/.test(await card.innerText()));
  world.wire.cut();
  await phone.writeIdea("Wartet im Keller");
  await phone.show("/meine");
  await eventually("each stands there", async () => /Keller.*noch nicht bei der Stadt/s.test(await main()));
  await isSound();
  const code = await phone.page.locator("li.card .code").first().innerText();
  await phone.page.locator('[data-id="lookup"] input').fill(code);
  await phone.page.locator('[data-id="lookup"] .note, [data-id^="found-"]').first().waitFor();
  await isSound();
  world.wire.heal();
});

test("an own idea that is changed, with what is wrong with it", async () => {
  await phone.show("/meine");
  await phone.page.getByRole("link", { name: /^Idee ändern/ }).first().click();
  await eventually("its text stands there", async () => (await phone.page.locator("#idea-title").inputValue()) !== "");
  await isSound();
  await phone.page.locator("#idea-title").fill("");
  await press("idea-submit");
  await phone.page.locator("#idea-title-fault").waitFor();
  await isSound();
});

test("a text that was brought where another one stands", async () => {
  await phone.show("/ideen/neu");
  await phone.page.locator("#idea-title").fill("Angefangen");
  await phone.page.locator(".similar, #idea-title").first().waitFor();
  await phone.show("/meine");
  const id = (await phone.page.locator('[data-id^="own-"]').first().getAttribute("data-id"))?.slice("own-".length);
  await phone.page.goto(`${world.wire.url}/ideen/neu#O-${id}`);
  await phone.page.reload();
  await phone.page.locator('[data-id="brought-ask"]').waitFor();
  await isSound();
  await press("brought-keep");
});

test("filters that are open, a report that lacks its reason, and a station's table", async () => {
  await phone.show("/ideen?thema=environment");
  await phone.page.locator(".filters").waitFor();
  await isSound();
  const [idea] = await publicIdeas(world.city);
  await phone.show(`/ideen/${idea?.id}/melden`);
  await press("report-submit");
  await phone.page.locator("#report-fault").waitFor();
  await isSound();
  await phone.page.locator('input[name="report"]').first().click();
  await press("report-submit");
  await phone.page.locator('[data-id="report-saved"]').waitFor();
  await isSound();

  const [station] = await openData<{ id: string }>(world.city.url, "stations");
  await phone.show(`/station/${station?.id}`);
  await phone.page.getByRole("button", { name: "Tabelle" }).first().click();
  await phone.page.locator("table").first().waitFor();
  await isSound();
});

test("a thesis that was answered, and a support that is said to be saved", async () => {
  await phone.show("/stimmung");
  await press("stone-4");
  await eventually("it is said", async () => (await phone.text("mood-saved")).includes("Gespeichert"));
  await isSound();
  await phone.show("/ideen");
  await phone.page.locator(".button--support").first().click();
  await phone.page.locator(".toast").waitFor();
  await isSound();
});

test("deleting everything: asked, under way without a network, and done", async () => {
  world.wire.cut();
  await phone.show("/einstellungen");
  await press("erase");
  await phone.page.locator("dialog[open]").waitFor();
  await isSound();
  await press("ask-yes");
  await phone.page.locator('[data-id="erasing"]').waitFor();
  await isSound();
  await press("erase-now");
  await phone.page.locator('[data-id="erased"]').waitFor();
  await isSound();
});
