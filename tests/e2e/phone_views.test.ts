// SPDX-License-Identifier: EUPL-1.2
// Every view of the phone at 320 px, in each language and in light, dark and forced colours: no violation found by
// axe (target sizes included), nothing wider than the screen, no rule of the page broken.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pixelsTooWide, violations } from "./accessibility.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { startWorld, type World } from "./world.ts";

const languages = ["de", "de-x-leicht", "en", "tr", "ru", "uk", "ar"];
const looks = ["light", "dark", "forced"] as const;
// Each language in one look and each look in several languages; all of them in `./dev test full`.
const passes = languages.flatMap((language, i) =>
  looks.filter((_, j) => process.env.QP_FULL || j === i % looks.length).map((look) => ({ language, look })),
);

let world: World;
let phone: Phone;

async function wrongInViews(language: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const { name, path } of await phoneViews(world.city.url)) {
    await phone.open(path);
    await phone.isCoreReady();
    await phone.page.locator("main h1").waitFor();
    await phone.page.locator(".loading").waitFor({ state: "detached" });
    for (const violation of await violations(phone.page)) wrong.push(`${name}: ${violation}`);
    const tooWide = await pixelsTooWide(phone.page);
    if (tooWide > 0) wrong.push(`${name}: ${tooWide} px wider than the screen`);
    const lang = await phone.page.evaluate(() => document.documentElement.lang);
    if (!language.startsWith(lang.split("-")[0] ?? "")) wrong.push(`${name}: lang is ${lang}`);
  }
  return wrong;
}

before(async () => {
  world = await startWorld({ feed: [] });
  // Tall, so that nothing lies under what sticks to the bottom.
  phone = await Phone.start(world.city.url, { width: 320, height: 9000 });
  await phone.open("/");
  await phone.isCoreReady();
  await phone.open("/ideen");
  await phone.page.locator(".idea-card").first().waitFor();
  // So that the page of what is one's own has something in each of its lists.
  await phone.page.locator('[data-id^="support-"]').first().click();
  await phone.open("/stimmung");
  await phone.answerThesis();
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  await world?.stop();
});

for (const { language, look } of passes) {
  test(`every view in ${language}, ${look} colours, is accessible at 320 px`, async () => {
    await phone.page.emulateMedia({
      colorScheme: look === "light" ? "light" : "dark",
      forcedColors: look === "forced" ? "active" : "none",
    });
    await phone.page.evaluate(
      (lang) => localStorage.setItem("quartierpuls.reader", JSON.stringify({ lang, quarter: "mitte" })),
      language,
    );
    await phone.page.evaluate(() => localStorage.removeItem("quartierpuls.look"));
    assert.deepEqual(await wrongInViews(language), []);
  });
}

// Whatever would move by itself or follow late.
function moving(): string[] {
  return [...document.querySelectorAll("*")]
    .filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration.split(", ").some((duration) => duration !== "0s");
    })
    .map((element) => `${element.tagName} ${element.getAttribute("class")}`);
}

test("nothing moves for who asks for less motion", async () => {
  try {
    await phone.page.emulateMedia({ reducedMotion: "no-preference" });
    await phone.open("/");
    await phone.page.locator(".tile").first().waitFor();
    assert.notDeepEqual(await phone.page.evaluate(moving), []);
    await phone.page.emulateMedia({ reducedMotion: "reduce" });
    for (const { name, path } of await phoneViews(world.city.url)) {
      await phone.open(path);
      await phone.page.locator("main h1").waitFor();
      await phone.page.locator(".loading").waitFor({ state: "detached" });
      assert.deepEqual(await phone.page.evaluate(moving), [], name);
    }
  } finally {
    await phone.page.emulateMedia({ reducedMotion: null });
  }
});

// Sentences in Latin letters whose full stop an Arabic page would set at their beginning.
function turnedAround(): string[] {
  const found: string[] = [];
  const texts = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent?.trim() ?? "";
    const parent = texts.currentNode.parentElement;
    if (!parent || !/^\p{Script=Latin}.*[.?!]$/su.test(text) || /\p{Script=Arabic}/u.test(text)) continue;
    if (getComputedStyle(parent).direction === "rtl") found.push(text);
  }
  return found;
}

test("German sentences keep their direction within an Arabic page", async () => {
  await phone.page.evaluate(() => localStorage.setItem("quartierpuls.reader", '{"lang":"ar","quarter":"mitte"}'));
  const wrong: string[] = [];
  for (const { name, path } of await phoneViews(world.city.url)) {
    await phone.open(path);
    await phone.isCoreReady();
    await phone.page.locator("main h1").waitFor();
    for (const text of await phone.page.evaluate(turnedAround)) wrong.push(`${name}: ${text}`);
  }
  assert.deepEqual(wrong, []);
});

// What the reader chooses on the settings page, over whatever the device says.
for (const { language, theme } of [
  { language: "de", theme: "contrast_dark" },
  { language: "ar", theme: "contrast_light" },
  { language: "ru", theme: "dark" },
]) {
  test(`every view in ${language} with the colours ${theme} and the largest text is accessible at 320 px`, async () => {
    await phone.page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await phone.page.setViewportSize({ width: 320, height: 16_000 });
    await phone.page.evaluate(
      ([lang, chosen]) => {
        localStorage.setItem("quartierpuls.reader", JSON.stringify({ lang, quarter: "mitte" }));
        localStorage.setItem("quartierpuls.look", JSON.stringify({ theme: chosen, text_size: "largest" }));
      },
      [language, theme],
    );
    assert.deepEqual(await wrongInViews(language), []);
    const shown = await phone.page.evaluate(() => [
      document.documentElement.dataset.theme,
      getComputedStyle(document.documentElement).fontSize,
    ]);
    assert.deepEqual(shown, [theme, "22.4px"]);
    await phone.page.evaluate(() => localStorage.removeItem("quartierpuls.look"));
  });
}

test("a keyboard reaches every area and the heading takes the focus", async () => {
  await phone.page.evaluate(() => localStorage.setItem("quartierpuls.reader", '{"lang":"de","quarter":"mitte"}'));
  await phone.open("/");
  await phone.isCoreReady();
  for (const [label, path] of [
    ["Ideen", "/ideen"],
    ["Kickbox", "/kickbox"],
  ]) {
    const link = phone.page.getByRole("navigation").getByRole("link", { name: label, exact: false }).first();
    await link.focus();
    await phone.page.keyboard.press("Enter");
    await phone.page.waitForURL(`**${path}`);
    await eventually("the heading has the focus", () =>
      phone.page.evaluate(() => document.activeElement?.tagName === "H1"),
    );
  }
});

test("no rule of the page was broken, and no other host was asked", () => {
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
