// SPDX-License-Identifier: EUPL-1.2
// The phone by keyboard alone: the main journeys without a finger, and every stop of every view.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { eventually } from "./eventually.ts";
import { type KeyboardHand, startByKeyboard, wordsOf } from "./keyboard_hand.ts";
import type { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { hasLiveValues, publicIdeas, startWorld, type World } from "./world.ts";

let world: World;
let phone: Phone;
let hand: KeyboardHand;

async function isAt(path: string): Promise<void> {
  await eventually(`at ${path}`, () => new URL(phone.page.url()).pathname === path);
}

async function focusIsOn(role: string, name: string | RegExp): Promise<void> {
  await eventually(`the focus is on ${role} ${name}`, async () => {
    const stop = await hand.stop();
    if (stop?.role === role && stop.name.match(name)) return true;
    throw new Error(stop ? wordsOf(stop) : "the focus is nowhere");
  });
}

// Who has stepped on reads on at the heading.
const arrives = (heading: string | RegExp) => focusIsOn("heading", heading);

before(async () => {
  world = await startWorld({ feed: [] });
  await hasLiveValues(world.city);
  ({ phone, hand } = await startByKeyboard(world.city.url));
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await world?.stop();
});

test("from the skip link to a station's curve and its table", async () => {
  await phone.show("/");
  await hand.press("Tab");
  await focusIsOn("link", "Zum Inhalt");
  await hand.press("Enter");
  await focusIsOn("main", /.*/);
  await hand.tabTo("link", /./);
  await hand.press("Enter");
  await arrives(/./);
  assert.match(new URL(phone.page.url()).pathname, /^\/station\/./);

  await hand.tabTo("button", "7 Tage");
  await hand.press("Space");
  await phone.page.getByRole("img", { name: /Am niedrigsten/ }).first().waitFor();
  await focusIsOn("button", "7 Tage");
  await hand.tabTo("button", "Tabelle");
  await hand.press("Space");
  await hand.tabTo("region", /./);
  await phone.page.getByRole("columnheader", { name: "Zeit" }).first().waitFor();
  const table = phone.page.locator(".table-scroll").first();
  await hand.press("End");
  await eventually("the table is scrolled by keys", () => table.evaluate((box) => box.scrollTop > 0));
  await hand.tabTo("button", "Kurve", "Shift+Tab");
  await hand.press("Enter");
  await phone.page.getByRole("img", { name: /Am niedrigsten/ }).first().waitFor();
});

test("an idea is found and supported", async () => {
  await phone.show("/");
  await hand.tabTo("link", /^Ideen$/);
  await hand.press("Enter");
  await isAt("/ideen");
  await arrives(/./);
  await hand.tabTo("searchbox", /./);
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  await hand.type(idea.title);
  await eventually("it is found", async () => (await phone.page.locator(".idea-card h2").allInnerTexts())[0] === idea.title);
  await hand.tabTo("link", idea.title);
  await hand.press("Enter");
  await arrives(idea.title);
  await hand.tabTo("button", /nterstütz/);
  await hand.press("Space");
  await eventually("it is said", async () => (await phone.text("toast")).includes("Gespeichert"));
  await focusIsOn("button", /nterstütz/);
  assert.equal(await phone.page.locator(`[data-id="support-${idea.id}"]`).getAttribute("aria-pressed"), "true");
});

test("an idea is written, what is wrong with it is told, and it is saved", async () => {
  await phone.show("/");
  await hand.tabTo("link", "Was soll hier besser werden?");
  await hand.press("Enter");
  await isAt("/ideen/neu");
  await arrives(/./);
  await hand.tabTo("button", /abschicken|senden|Idee/i);
  await hand.press("Enter");
  await eventually("what is wrong has the focus", () =>
    phone.page.evaluate(() => document.activeElement?.textContent?.includes("Titel") ?? false),
  );
  await hand.tabTo("textbox", /./);
  await hand.type("Eine Bank am Brunnen");
  await hand.tabTo("textbox", /./);
  await hand.type("Zum Ausruhen");
  await hand.tabTo("combobox", "Stadtbezirk");
  await hand.press("ArrowDown");
  // The map's place by its list, since a map cannot be tapped by keys.
  await hand.tabTo("combobox", /./);
  await hand.press("ArrowDown");
  await phone.page.locator('[data-id="place-words"]').waitFor();
  await hand.tabTo("button", /entfernen|Ort/);
  await hand.press("Enter");
  await phone.page.locator('[data-id="place-words"]').waitFor({ state: "detached" });
  await hand.tabTo("button", /abschicken|senden|Idee/i);
  await hand.press("Enter");
  await arrives("Gespeichert");
  await hand.tabTo("button", "Code kopieren");
});

test("a thesis is answered, and the next one comes", async () => {
  await phone.show("/");
  await hand.tabTo("link", /^Stimmung$/);
  await hand.press("Enter");
  await isAt("/stimmung");
  await arrives(/./);
  await hand.tabTo("button", "stimme eher zu");
  await hand.press("Space");
  await eventually("it is said", async () => (await phone.text("mood-saved")).includes("Gespeichert"));
  await focusIsOn("button", "stimme eher zu");
  await hand.tabTo("button", /Weiter|Nächste/);
  await hand.press("Enter");
  await arrives(/./);
  assert.match(await phone.text("mood-saved"), /^$/);
  await hand.tabTo("button", "Zurück");
  await hand.press("Space");
  await arrives(/./);
  await eventually("the answer stands there", async () =>
    (await phone.page.locator('[data-id="stone-4"]').getAttribute("aria-pressed")) === "true");
});

test("an actor is found", async () => {
  await phone.show("/");
  await hand.tabTo("link", /^Netzwerk$/);
  await hand.press("Enter");
  await isAt("/netzwerk");
  await arrives("Netzwerkcompass");
  await hand.tabTo("combobox", "Bereich");
  const all = await phone.page.locator(".actor").count();
  await hand.press("ArrowDown");
  await eventually("there are fewer", async () => {
    const count = await phone.page.locator(".actor").count();
    return count > 0 && count < all;
  });
  const [name = ""] = await phone.page.locator(".actor h2").allInnerTexts();
  await hand.tabTo("link", name);
  await hand.press("Enter");
  await arrives(name);
  await hand.tabTo("button", "Zurück");
  await hand.press("Enter");
  await isAt("/netzwerk");
  await arrives("Netzwerkcompass");
});

test("the Themenradar is narrowed and opened again", async () => {
  await phone.show("/themen");
  await hand.tabTo("button", /Umwelt/);
  await hand.press("Space");
  await focusIsOn("button", /Umwelt/);
  await eventually("its address says so", () => phone.page.url().includes("thema="));
  await hand.tabTo("button", "Alle Themen zeigen", "Shift+Tab");
  await hand.press("Enter");
  await eventually("all are shown", () => !phone.page.url().includes("thema="));
  // The button has gone with its press.
  await arrives("Themenradar");
  await hand.tabTo("button", /Umwelt/);
});

test("language and text size are changed", async () => {
  await phone.show("/");
  await hand.tabTo("link", "Sprache, Ort und mehr");
  await hand.press("Enter");
  await arrives("Einstellungen");
  await hand.tabTo("radio", "Deutsch");
  await hand.press("ArrowDown");
  await hand.press("ArrowDown");
  await eventually("it is English", () => phone.page.evaluate(() => document.documentElement.lang === "en"));
  await focusIsOn("radio", "English");
  await hand.tabTo("radio", "normal");
  await hand.press("ArrowDown");
  await eventually("it is larger", () => phone.page.evaluate(() => document.documentElement.dataset.text === "large"));
  await hand.press("ArrowUp");
  await hand.tabTo("radio", "English", "Shift+Tab");
  await hand.press("ArrowUp");
  await hand.press("ArrowUp");
  await eventually("it is German", () => phone.page.evaluate(() => document.documentElement.lang === "de"));
  await focusIsOn("radio", "Deutsch");
});

test("every stop of every view is seen, and there is a way out of each", async () => {
  const wrong: string[] = [];
  await phone.show("/");
  const around = await hand.round();
  assert.ok(around.some(({ isInView }) => isInView) && around.some(({ isInView }) => !isInView));
  for (const stop of around) wrong.push(...stop.wrong.map((each) => `${wordsOf(stop)} ${each}`));
  for (const { name, path } of await phoneViews(world.city.url)) {
    await phone.goTo(path);
    for (const stop of await hand.through()) if (stop.wrong.length > 0) wrong.push(`${name}: ${wordsOf(stop)} ${stop.wrong}`);
  }
  assert.deepEqual(wrong, []);
});

test("deleting everything is asked within a dialog that keeps the focus, and Escape leaves it", async () => {
  await phone.show("/einstellungen");
  const erase = phone.page.locator('[data-id="erase"]');
  await erase.waitFor();
  await hand.tabTo("button", "Alles auf diesem Gerät löschen");
  await hand.press("Enter");
  await focusIsOn("button", /./);
  const isWithin = () => phone.page.evaluate(() => document.activeElement?.closest("dialog[open]") !== null);
  assert.ok(await isWithin());
  for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await hand.press(key);
    // Past its last one comes the browser's own, never the page behind it.
    assert.ok((await hand.stop()) === null || (await isWithin()), key);
  }
  await hand.press("Escape");
  await phone.page.locator("dialog[open]").waitFor({ state: "detached" });
  await focusIsOn("button", "Alles auf diesem Gerät löschen");

  await hand.press("Enter");
  await hand.tabTo("button", "Ja, alles löschen");
  await hand.press("Enter");
  await arrives("Alles ist gelöscht");
  await hand.tabTo("button", "Neu anfangen");
  await hand.press("Enter");
  await phone.isCoreReady();
});
