// SPDX-License-Identifier: EUPL-1.2
// An innovator tells of their project: the phone makes a key, the city refuses what it says until the team has
// enrolled that key, an update written without a network reaches the editors, and everybody sees what they publish.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { pixelsTooWide, violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { openData, waitingIdeas } from "./world.ts";

const slug = "giess-mich";

let world: CutWorld;
let phone: Phone;
let project: string;

const main = () => phone.page.locator("main").innerText();
const reads = (what: string, words: string) => eventually(what, async () => (await main()).includes(words), 20_000);
const waiting = async () => (await waitingIdeas(world.city)).map(({ title }) => title);

async function openMine(): Promise<void> {
  await phone.open(`/kickbox/${project}/meins`);
  await phone.isCoreReady();
}

async function write(title: string, stage = "", help = ""): Promise<void> {
  await phone.page.locator("#title").fill(title);
  await phone.page.locator("#text").fill("So viel haben wir gelernt.");
  if (stage) await phone.page.locator("form select").selectOption(stage);
  if (help) await phone.page.locator("#help").fill(help);
  await phone.page.locator('[data-id="update-submit"]').click();
  await eventually("it is said to be saved", async () => (await phone.text("toast")).includes("Gespeichert."));
}

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  await phone.install();
  const projects = await openData<{ id: string; title: string }>(world.city.url, "projects");
  project = projects.find(({ title }) => title.startsWith("Gieß mich"))?.id ?? "";
  assert.ok(project);
});

after(async () => {
  await world?.stop();
});

test("from a project's page the phone makes a key, and shows it for the team", async () => {
  await phone.open(`/kickbox/${project}`);
  await phone.isCoreReady();
  await phone.page.getByRole("link", { name: "Das ist mein Projekt" }).click();
  await phone.page.locator('[data-id="make-key"]').click();
  await phone.page.locator('[data-id="project-key"]').waitFor();
  assert.match(await phone.page.locator('[data-id="project-key"] code').innerText(), /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  assert.deepEqual(await violations(phone.page), []);
  assert.equal(await pixelsTooWide(phone.page), 0);
});

test("what is told by a key that is not enrolled is refused visibly, and goes out again once it is", async () => {
  await openMine();
  const title = phone.page.locator('[data-id="update-title"]');
  await title.fill("Zu");
  await phone.page.reload();
  await eventually("a reload keeps what was typed", async () => (await title.inputValue()) === "Zu");
  await phone.page.locator('[data-id="update-submit"]').click();
  await reads("the fault is named", "mindestens 3 Zeichen");
  await write("Zu früh erzählt");
  await reads("it is refused", "kennt deinen Schlüssel noch nicht");
  assert.deepEqual(await waiting(), []);

  const key = await phone.page.locator('[data-id="project-key"] code').innerText();
  assert.match(await cityCommand(world.city, ["enroll-innovator", "--project", slug, "--key", key]), /Gieß mich/);
  await phone.open("/meine");
  await phone.isCoreReady();
  await phone.page.locator('[data-id^="refused-"]').waitFor();
  await eventually("it says of what", async () => (await main()).includes("Neuigkeit eines Projekts"));
  await phone.page.locator('[data-id="retry"]').click();
  await eventually("the editors have it", async () => (await waiting()).includes("Zu früh erzählt"), 20_000);
  await openMine();
  await reads("its author reads so", "Die Redaktion liest sie.");
});

test("an update written without a network is published, with stage and help, and a second phone sees it", async () => {
  world.wire.cut();
  await openMine();
  await write("Der erste Sommer ist geschafft", "red5", "Gießkannen\nEin Bollerwagen");
  await reads("it waits for a network", "noch nicht bei der Stadt");
  await openMine();
  await reads("it is still there", "Der erste Sommer ist geschafft");
  world.wire.heal();
  await eventually("the editors have it", async () => (await waiting()).includes("Der erste Sommer ist geschafft"), 30_000);

  for (const { id, title } of await waitingIdeas(world.city)) {
    if (title === "Zu früh erzählt") await cityCommand(world.city, ["moderate", "decline", id, "--reason", "Das war zu früh."]);
    else await cityCommand(world.city, ["moderate", "publish", id]);
  }
  await openMine();
  await reads("its author learns that it is shown", "Auf der Seite des Projekts zu sehen.");
  await reads("and why the other one is not", "Das war zu früh.");

  const other = world.bring(await Phone.start(world.city.url));
  await other.open(`/kickbox/${project}`);
  const shown = () => other.page.locator("main").innerText();
  await eventually("it is shown", async () => (await shown()).includes("Der erste Sommer ist geschafft"), 20_000);
  assert.match(await shown(), /Ein Bollerwagen/);
  assert.match(await shown(), /Stufe 5 von 6/);
  assert.doesNotMatch(await shown(), /Zu früh erzählt/);
  assert.deepEqual(other.errors, []);
  assert.deepEqual(phone.errors, []);
});

