// SPDX-License-Identifier: EUPL-1.2
// The phone in a cellar: after the first visit it needs no network, and says nothing that is not so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { countBallots, countIdeas } from "./city_files.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { publicIdeas, startWorld, type World } from "./world.ts";

let world: World;
let wire: CutProxy;
let phone: Phone;

const main = () => phone.page.locator("main").innerText();
const syncLine = () => phone.page.locator('[data-id="sync-line"]').innerText();

before(async () => {
  world = await startWorld();
  wire = await CutProxy.start(world.city.port);
  phone = await Phone.start(wire.url);
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await wire?.stop();
  await world?.stop();
});

test("the page comes with its first view; a core that did not come is fetched again by itself", async () => {
  const html = await (await fetch(`${wire.url}/`, { headers: { "Accept-Language": "de" } })).text();
  const json = /<script type="application\/json" id="first-view">(.*?)<\/script>/s.exec(html)?.[1];
  assert.ok(json, "the page carries the first view");
  const first = JSON.parse(json);
  assert.match(first.city, /^[0-9a-f]{32}$/);
  assert.equal(first.view.name, "start");
  assert.ok(first.view.model.ideas.length > 0);

  // A phone that gets no core still shows it.
  const page = await phone.newTab();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(`${wire.url}/`);
  await page.getByText(first.view.model.ideas[0].title.text).first().waitFor({ timeout: 5000 });
  const failed = page.locator('[data-id="notice-phone.start_failed"]');
  await failed.waitFor({ timeout: 10_000 });
  await page.unroute("**/*.wasm");
  await failed.waitFor({ state: "detached", timeout: 30_000 });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.core), "ready");
  await page.close();
});

test("a network that goes away in the middle of the first installation only delays it", async () => {
  const other = await Phone.start(wire.url);
  try {
    const begun = other.context.waitForEvent("serviceworker");
    await other.open("/");
    await begun;
    wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    wire.heal();
    await other.isInstalled();
  } finally {
    await other.stop();
    other.forget();
  }
});

test("everything opens with no network after the first visit", async () => {
  await phone.install();
  const [idea] = await publicIdeas(world.city);
  assert.ok(idea);
  await phone.open("/ideen");
  await phone.page.locator(".idea-card").first().waitFor();
  wire.cut();
  for (const path of ["/", "/ideen", `/ideen/${idea.id}`, "/themen", "/netzwerk", "/kickbox", "/stimmung", "/stationen", "/meine", "/ueber", "/einstellungen"]) {
    await phone.open(path);
    await phone.isCoreReady();
    await eventually(`${path} has a heading`, async () => (await phone.page.locator("main h1").innerText()) !== "");
    assert.doesNotMatch(await main(), /konnte auf diesem Gerät nicht starten/, path);
  }
});

test("who is responsible, by which law, and where to complain is read without a network, each licence with one", async () => {
  await phone.open("/ueber");
  for (const words of ["Impressum", "DSGVO", "www.ldi.nrw.de", "Erklärung zur Barrierefreiheit", "Preact (MIT)"])
    await phone.page.locator("main").getByText(words).first().waitFor();  // it is drawn in steps
  wire.heal();
  const licences = phone.page.getByRole("link", { name: "Alle Lizenzen im Wortlaut" });
  const text = await (await fetch(new URL((await licences.getAttribute("href")) ?? "", wire.url))).text();
  for (const name of ["Preact", "Workbox", "Fira Sans", "libsodium", "SQLite"]) assert.ok(text.includes(name), name);
  await licences.click();
  await phone.page.getByText("The MIT License (MIT)").first().waitFor();
  wire.cut();
});

test("ideas, supports and thesis answers are taken offline and survive the browser being closed", async () => {
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  await phone.open(`/ideen/${idea.id}`);
  await phone.support(idea.id);

  await phone.open("/stimmung");
  await phone.answerThesis();

  await phone.writeIdea("Bücherschrank am Teich");
  assert.match(await syncLine(), /3 Beiträge/);

  await phone.stop();
  phone = await Phone.start(wire.url, { profile: phone.profile });
  await phone.open("/meine");
  await eventually("the idea is still here", async () => (await main()).includes("Bücherschrank am Teich"));
  await phone.open(`/ideen/${idea.id}`);
  await eventually(
    "the support is still on",
    async () =>
      (await phone.page.locator(`[data-id="support-${idea.id}"]`).getAttribute("aria-pressed")) === "true",
  );

  const before = countIdeas(world.city.data);
  const ballotsBefore = countBallots(world.city.data, idea.id);
  wire.heal();
  await eventually("the idea is at the city", () => countIdeas(world.city.data) === before + 1, 40_000);
  await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballotsBefore + 1, 40_000);
  await phone.open("/meine");
  await eventually("the author reads that it arrived", async () => (await main()).includes("angekommen"));
});

test("a second tab works on the same databases, also when the first one closes", async () => {
  await phone.open("/ideen");
  await phone.isCoreReady();
  const second = await phone.newTab();
  await second.goto(`${wire.url}/ideen/neu`);
  await second.locator("html[data-core=ready]").waitFor({ state: "attached" });
  await second.locator("#idea-title").fill("Zweiter Reiter");
  await second.locator('[data-id="idea-submit"]').click();
  await second.locator('[data-id="idea-saved"]').waitFor();

  await phone.page.close();
  await second.goto(`${wire.url}/ideen/neu`);
  await second.locator("#idea-title").fill("Erster Reiter ist zu");
  await second.locator('[data-id="idea-submit"]').click();
  await second.locator('[data-id="idea-saved"]').waitFor({ timeout: 20_000 });
  phone.page = second;
  await phone.open("/meine");
  await eventually("both stand there", async () => {
    const text = await main();
    return text.includes("Zweiter Reiter") && text.includes("Erster Reiter ist zu");
  });
});

test("a half-written idea is still there after a reload", async () => {
  await phone.open("/ideen/neu");
  await phone.page.locator("#idea-title").fill("Halb geschrieben");
  await phone.page.waitForTimeout(800);
  await phone.open("/ideen/neu");
  await eventually("the draft", async () => (await phone.page.locator("#idea-title").inputValue()) === "Halb geschrieben");
});

test("an idea without a title is refused in words, and the text stays", async () => {
  await phone.open("/ideen/neu");
  await phone.page.locator("#idea-title").fill("");
  await phone.page.locator("#idea-text").fill("Nur Text");
  await phone.page.locator('[data-id="idea-submit"]').click();
  await phone.page.locator('[role="alert"]', { hasText: /./ }).waitFor();
  assert.equal(await phone.page.locator("#idea-text").inputValue(), "Nur Text");
});

test("nothing was asked of any other host, and no rule of the page was broken", () => {
  assert.deepEqual(phone.foreign, []);
  assert.deepEqual(phone.errors, []);
});
