// SPDX-License-Identifier: EUPL-1.2
// What somebody supported, answered and reported stands among what is theirs, without a network too: how far it has
// got, and what can be taken back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pixelsTooWide, violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { openData } from "./world.ts";

interface Idea {
  id: string;
  title: string;
}

let world: CutWorld;
let phone: Phone;
let supported: Idea;
let reported: Idea;

const list = (id: string) => phone.page.locator(`[data-id="own-${id}"]`);
const act = ({ id }: Idea) => phone.page.locator(`[data-id="act-${id}"]`);

async function read(lang: string): Promise<void> {
  await phone.page.evaluate(
    (lang) => localStorage.setItem("quartierpuls.reader", JSON.stringify({ lang, quarter: "stieghorst" })),
    lang,
  );
}

before(async () => {
  world = await startCutWorld();
  phone = world.bring(await Phone.start(world.wire.url, { width: 320 }));
  await phone.install();
  await phone.show("/ideen");
  const button = phone.page.locator('[data-id^="support-"]').first();
  await button.waitFor();
  const id = ((await button.getAttribute("data-id")) ?? "").slice("support-".length);
  const ideas = await openData<Idea>(world.city.url, "ideas");
  const found = ideas.find((idea) => idea.id === id);
  const other = ideas.find((idea) => idea.id !== id);
  assert.ok(found && other);
  supported = found;
  reported = other;
});

after(async () => {
  await world?.stop();
});

test("a support, an answer and a report are listed without a network, as waiting on this phone", async () => {
  world.wire.cut();
  await phone.support(supported.id);
  await phone.goTo("/stimmung");
  const thesis = await phone.page.locator("h2.thesis").innerText();
  await phone.answerThesis(4);
  await phone.goTo(`/ideen/${reported.id}/melden`);
  await phone.page.locator('input[value="other"]').click();
  await phone.page.locator('[data-id="report-submit"]').click();
  await phone.page.locator('[data-id="report-saved"]', { hasText: "Gespeichert" }).waitFor();

  await phone.show("/meine");
  await act(supported).filter({ hasText: "noch nicht bei der Stadt" }).waitFor();
  assert.match(await act(supported).innerText(), /^Unterstützung\n/);
  await list("choices").getByRole("heading", { name: thesis }).waitFor();
  await act(reported).filter({ hasText: "noch nicht bei der Stadt" }).waitFor();
  assert.ok((await list("reports").innerText()).includes(reported.title));
  assert.equal(await act(reported).getByRole("button").count(), 0);
  assert.deepEqual(await violations(phone.page), []);
  assert.equal(await pixelsTooWide(phone.page), 0);

  await act(supported).getByRole("link", { name: supported.title }).click();
  await phone.page.locator("main h1", { hasText: supported.title }).waitFor();
});

test("so they are in Arabic, with each title in its own language and direction", async () => {
  await read("ar");
  await phone.show("/meine");
  await act(supported).locator('bdi[lang="de"]', { hasText: supported.title }).waitFor();
  assert.equal(await phone.page.evaluate(() => document.documentElement.dir), "rtl");
  assert.equal(await act(supported).getByRole("button").innerText(), "تراجع");
  assert.deepEqual(await violations(phone.page), []);
  assert.equal(await pixelsTooWide(phone.page), 0);
  await read("de");
});

test("with a network again the rest has arrived, and what was taken back before it went never shows up", async () => {
  await phone.show("/meine");
  await act(supported).locator('[data-id="take-back"]').click();
  await eventually("it is said", async () => (await phone.text("toast")).includes("zählt nicht mehr"));
  await act(supported).waitFor({ state: "detached" });
  const focused = phone.page.locator("h2:focus");
  assert.equal(await focused.innerText(), await list("choices").locator("h2").innerText());

  world.wire.heal();
  await act(reported).filter({ hasText: "Bei der Stadt angekommen" }).waitFor();
  await phone.show(`/ideen/${supported.id}`);
  const button = phone.page.locator(`[data-id="support-${supported.id}"]`);
  await button.waitFor();
  assert.equal(await button.getAttribute("aria-pressed"), "false");
});
