// SPDX-License-Identifier: EUPL-1.2
// Every view of the phone at 320 px, in each language and in light, dark and forced colours: no violation found by
// axe (target sizes included), nothing wider than the screen, no rule of the page broken.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { root } from "../../house/city_and_devices.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { phoneViews } from "./phone_views.ts";
import { startWorld, type World } from "./world.ts";

const axe = readFileSync(join(root, "web/node_modules/axe-core/axe.min.js"), "utf8");
const languages = ["de", "de-x-leicht", "en", "tr", "ru", "uk", "ar"];
const looks = ["light", "dark", "forced"] as const;
// Each language in one look and each look in several languages; all of them in `./dev test full`.
const passes = languages.flatMap((language, i) =>
  looks.filter((_, j) => process.env.QP_FULL || j === i % looks.length).map((look) => ({ language, look })),
);

let world: World;
let phone: Phone;

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function violations(): Promise<string[]> {
  // From outside the page, so that its own rules against foreign scripts stay in force.
  await phone.page.evaluate(axe);
  const found = await phone.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { rules: { "target-size": { enabled: true } } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

before(async () => {
  world = await startWorld({ feed: [] });
  // Tall, so that nothing lies under what sticks to the bottom.
  phone = await Phone.start(world.city.url, { width: 320, height: 9000 });
  await phone.open("/");
  await phone.isCoreReady();
  await phone.open("/ideen");
  await phone.page.locator(".idea-card").first().waitFor();
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
    const wrong: string[] = [];
    for (const { name, path } of await phoneViews(world.city.url)) {
      await phone.open(path);
      await phone.isCoreReady();
      await phone.page.locator("main h1").waitFor();
      await phone.page.locator(".loading").waitFor({ state: "detached" });
      for (const violation of await violations()) wrong.push(`${name}: ${violation}`);
      const tooWide = await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (tooWide > 0) wrong.push(`${name}: ${tooWide} px wider than the screen`);
      const lang = await phone.page.evaluate(() => document.documentElement.lang);
      if (!language.startsWith(lang.split("-")[0] ?? "")) wrong.push(`${name}: lang is ${lang}`);
    }
    assert.deepEqual(wrong, []);
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
