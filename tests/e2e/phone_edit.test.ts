// SPDX-License-Identifier: EUPL-1.2
// An author writes an idea on the phone and changes it, without a network too: the editors read the new words, and
// what is public changes once they publish them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { pixelsTooWide, violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { publicIdeas, waitingIdeas } from "./world.ts";

let world: CutWorld;
let phone: Phone;

const main = () => phone.page.locator("main").innerText();
const waiting = async () => (await waitingIdeas(world.city)).map(({ title }) => title);

async function openOwn(): Promise<void> {
  await phone.open("/meine");
  await phone.isCoreReady();
}

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  await phone.install();
});

after(async () => {
  await world?.stop();
});

test("an idea is changed without a network, and the editors get the new words", async () => {
  await phone.writeIdea("Eine Bank am Teich");
  await eventually("the editors have it", async () => (await waiting()).includes("Eine Bank am Teich"), 20_000);
  world.wire.cut();
  await openOwn();
  const edit = phone.page.getByRole("link", { name: "Idee ändern. Eine Bank am Teich." });
  await edit.click();
  const title = phone.page.locator("#idea-title");
  await eventually("its text stands there", async () => (await title.inputValue()) === "Eine Bank am Teich");
  assert.deepEqual(await violations(phone.page), []);
  assert.equal(await pixelsTooWide(phone.page), 0);

  await title.fill("");
  await phone.page.locator('[data-id="idea-submit"]').click();
  await phone.page.locator("#idea-title-fault").waitFor();
  await title.fill("Zwei Bänke am Teich");
  await phone.page.reload();
  await eventually("a reload keeps it", async () => (await title.inputValue()) === "Zwei Bänke am Teich");
  await phone.page.locator('[data-id="idea-submit"]').click();
  await eventually("back at what is one's own", async () => (await main()).includes("Zwei Bänke am Teich"));
  assert.equal(new URL(phone.page.url()).pathname, "/meine");
  await eventually("it says where it is", async () => (await main()).includes("noch nicht bei der Stadt"));

  world.wire.heal();
  await eventually("the editors have the new words", async () => (await waiting()).includes("Zwei Bänke am Teich"), 20_000);
  assert.equal((await waiting()).includes("Eine Bank am Teich"), false);
});

test("what was typed and not wanted after all does not come back", async () => {
  const edit = phone.page.getByRole("link", { name: "Idee ändern. Zwei Bänke am Teich." });
  const title = phone.page.locator("#idea-title");
  const stands = (text: string) => eventually(`"${text}" stands there`, async () => (await title.inputValue()) === text);
  await edit.click();
  await stands("Zwei Bänke am Teich");
  await title.fill("Drei Bänke am Teich");
  await phone.page.getByRole("button", { name: "Abbrechen" }).click();
  await edit.click();
  await stands("Zwei Bänke am Teich");
});

test("what is public changes once the editors have published the change", async () => {
  const idea = (await waitingIdeas(world.city)).find(({ title }) => title === "Zwei Bänke am Teich");
  assert.ok(idea);
  await cityCommand(world.city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  await openOwn();
  await eventually("it is public", async () => (await phone.page.locator(`a[href="/ideen/${idea.id}"]`).count()) > 0, 20_000);
  await phone.page.getByRole("link", { name: "Idee ändern. Zwei Bänke am Teich." }).click();
  await phone.page.locator("#idea-title").fill("Drei Bänke am Teich");
  await phone.page.locator('[data-id="idea-submit"]').click();
  await eventually("the editors read it", async () => (await waiting()).includes("Drei Bänke am Teich"), 20_000);
  await phone.open(`/ideen/${idea.id}`);
  await eventually("the old words are public", async () => (await main()).includes("Zwei Bänke am Teich"));
  await cityCommand(world.city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  await eventually("the new ones are", async () => (await main()).includes("Drei Bänke am Teich"), 20_000);
});

test("ideas like it appear while somebody writes, and the button to send stays where it was", async () => {
  const [known] = await publicIdeas(world.city);
  assert.ok(known);
  await phone.open("/ideen/neu");
  await phone.isCoreReady();
  const button = phone.page.locator('[data-id="idea-submit"]');
  await button.scrollIntoViewIfNeeded();
  const before = await button.boundingBox();
  await phone.page.locator("#idea-title").evaluate((field, title) => {
    if (field instanceof HTMLInputElement) field.value = title;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, known.title);
  await phone.page.locator(".similar .idea-card").first().waitFor();
  assert.deepEqual(await button.boundingBox(), before);
});

test("the address of an idea that is not one's own says so", async () => {
  await phone.open(`/meine/${"0".repeat(32)}`);
  await phone.isCoreReady();
  await eventually("it is said", async () => (await main()).includes("nicht"));
  assert.equal(await phone.page.locator("#idea-title").count(), 0);
});
