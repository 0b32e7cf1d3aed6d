// SPDX-License-Identifier: EUPL-1.2
// The phone as a screen reader gets it: what each view is made of, in which language, and what is said by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type Heard, heard } from "./accessibility_tree.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { hasLiveValues, openData, publicIdeas } from "./world.ts";

let world: CutWorld;
let phone: Phone;

// What can be pressed, and what is a thing of its own: without a name nobody knows what it is.
const named = new Set([
  "button", "link", "textbox", "searchbox", "combobox", "radio", "checkbox", "switch", "slider", "option",
  "image", "img", "SvgRoot", "graphics-document", "progressbar", "ProgressIndicator", "meter", "table", "dialog",
  "group", "region", "radiogroup", "heading",
]);
const landmarks = ["banner", "main", "navigation", "contentinfo"];

function wrongIn(all: Heard[]): string[] {
  const wrong = all.filter(({ role, name }) => named.has(role) && !name).map(({ role }) => `a ${role} without a name`);
  for (const role of landmarks) {
    const count = all.filter((each) => each.role === role).length;
    if (count !== 1) wrong.push(`${count} of ${role}`);
  }
  const headings = all.filter(({ role, level }) => role === "heading" && level === 1);
  if (headings.length !== 1) wrong.push(`headings of the first level: ${headings.map(({ name }) => name)}`);
  return wrong;
}

before(async () => {
  world = await startCutWorld({ feed: [] });
  await hasLiveValues(world.city);
  phone = world.bring(await Phone.start(world.wire.url));
  await phone.install();
});

after(async () => {
  await world?.stop();
});

test("every view has its landmarks, one heading above all others, and a name for each thing", async () => {
  const wrong: string[] = [];
  await phone.show("/");
  for (const { name, path } of await phoneViews(world.city.url)) {
    await phone.goTo(path);
    const all = await heard(phone.page);
    for (const each of wrongIn(all)) wrong.push(`${name}: ${each}`);
  }
  assert.deepEqual(wrong, []);
});

test("a curve says what it shows, and has its values as a table", async () => {
  const [station] = await openData<{ id: string }>(world.city.url, "stations");
  await phone.show(`/station/${station?.id}`);
  const streams = phone.page.locator(".stream");
  const drawn = (await heard(phone.page)).filter(({ role }) => role === "image" || role === "img");
  assert.equal(drawn.length, await streams.count());
  for (const { name } of drawn) assert.match(name, /Am niedrigsten .*, am höchsten |nichts gemessen/);
  for (const button of await phone.page.getByRole("button", { name: "Tabelle" }).all()) await button.click();
  await eventually("each has its table", async () => (await phone.page.locator("table").count()) === drawn.length);
  const all = await heard(phone.page);
  for (const { name } of all.filter(({ role }) => role === "table")) assert.notEqual(name, "");
  assert.equal(all.filter(({ role, name }) => role === "columnheader" && name === "Zeit").length, drawn.length);
  assert.ok(all.some(({ role }) => role === "rowheader"));
});

// The language in which the browser takes what each of these elements says.
function languagesOf(selector: string): (string | undefined)[] {
  return [...document.querySelectorAll(selector)].map((element) => {
    const words = element.querySelector("[lang]") ?? element;
    return words.closest<HTMLElement>("[lang]")?.lang;
  });
}

test("what people wrote, and the languages' own names, are said in their language", async () => {
  const reads = (lang: string) =>
    phone.page.evaluate(
      (chosen) => localStorage.setItem("quartierpuls.reader", JSON.stringify({ lang: chosen, quarter: "mitte" })),
      lang,
    );
  await reads("ar");
  for (const [path, selector] of [
    ["/ideen", ".idea-card .card__link"],
    ["/themen", ".row__title"],
    ["/stimmung", ".thesis"],
  ] as const) {
    await phone.show(path);
    assert.equal(await phone.page.evaluate(() => document.documentElement.lang), "ar");
    const languages = await phone.page.evaluate(languagesOf, selector);
    assert.ok(languages.includes("de") && !languages.includes("ar"), `${path}: ${languages}`);
  }
  await phone.show("/einstellungen");
  const choices = phone.page.locator('[data-id="options-language"] label');
  for (const choice of await choices.all()) {
    const code = await choice.locator("input").getAttribute("value");
    assert.equal(await choice.locator("span").getAttribute("lang"), code);
  }
  await reads("de");
});

// A region that is there, with nothing to say yet, is watched: what it says from then on.
async function listen(selector: string): Promise<() => Promise<string[]>> {
  const region = phone.page.locator(selector);
  assert.equal((await region.innerText()).trim(), "", `${selector} says nothing yet`);
  assert.match((await region.getAttribute("role")) ?? "", /^(status|alert)$/);
  const said = await region.evaluateHandle((element) => {
    const texts: string[] = [];
    new MutationObserver(() => {
      const text = element.textContent?.trim() ?? "";
      if (text) texts.push(text);
    }).observe(element, { childList: true, characterData: true, subtree: true });
    return texts;
  });
  return () => said.evaluate((texts) => texts);
}

test("what is wrong with a form is said in a region that was there before", async () => {
  await phone.show("/ideen/neu");
  const said = await listen('main div[tabindex="-1"] > .said');
  await phone.page.locator('[data-id="idea-submit"]').click();
  await eventually("it is said", async () => (await said()).some((text) => /Titel/.test(text)));
  assert.equal((await said()).length, 1, "once");
  const title = (await heard(phone.page)).find(({ role }) => role === "textbox");
  assert.match(title?.description ?? "", /Titel braucht mindestens/);
});

test("saved is said: of a support, of an answer, of an idea", async () => {
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  await phone.show(`/ideen/${idea?.id}`);
  const toast = await listen('[data-id="toast"]');
  await phone.page.locator(`[data-id="support-${idea?.id}"]`).click();
  await eventually("it is said", async () => (await toast()).length > 0);
  assert.match((await toast()).join("|"), /^Gespeichert[^|]*$/);

  await phone.show("/stimmung");
  const mood = await listen('[data-id="mood-saved"]');
  await phone.page.locator('[data-id="stone-2"]').click();
  await eventually("it is said", async () => (await mood()).length > 0);
  assert.match((await mood()).join("|"), /^Gespeichert[^|]*$/);

  // A page of its own, whose heading takes the focus: that is read, and nothing beside it.
  await phone.writeIdea("Ein Beet am Hof");
  await eventually("the heading has the focus", async () =>
    (await heard(phone.page)).some(({ role, name, hasFocus }) => hasFocus && role === "heading" && name === "Gespeichert"));
});

test("the line on the connection is said politely, once, and not again as time goes by", async () => {
  await phone.show("/");
  const said = await listen('[data-id="sync-line"] [role="status"]');
  const failures: string[] = [];
  phone.context.on("requestfailed", (request) => failures.push(request.url()));
  world.wire.cut();
  // It tries again whenever somebody comes back.
  const comeBack = () => phone.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await eventually("it says that there is none", async () => {
    await comeBack();
    return (await said()).join().includes("keine Verbindung");
  }, 60_000);
  for (const tries of [1, 2, 3]) {
    const before = failures.length;
    await eventually(`it has tried ${tries} times`, async () => {
      await comeBack();
      return failures.length > before;
    }, 30_000);
  }
  assert.equal((await said()).length, 1, (await said()).join("|"));
  // How long there has been none is read there and not said.
  assert.match(await phone.text("sync-line"), /Zuletzt verbunden/);
  assert.doesNotMatch((await said()).join(), /Zuletzt verbunden/);
  const others = await phone.page.locator("[aria-live=assertive], [role=alert]").allInnerTexts();
  assert.deepEqual(others.filter((text) => text.trim()), []);
  world.wire.heal();
});

test("notices and a new version have their regions before they have anything to say", async () => {
  await phone.show("/");
  const regions = await phone.page.locator("#app").evaluate((app) =>
    [...app.querySelectorAll("main > [role=alert], [data-id=update] [role=status]")].map(({ textContent }) => textContent));
  assert.deepEqual(regions, ["", ""]);
});
