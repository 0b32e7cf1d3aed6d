// SPDX-License-Identifier: EUPL-1.2
// Whose phone speaks another language need not choose it: it is read so at once, also without a network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { Phone } from "./phone.ts";

let world: CutWorld;

before(async () => {
  world = await startCutWorld();
});

after(() => world?.stop());

// What the page says of itself, in the order in which it does.
async function notesOnPage(phone: Phone): Promise<void> {
  await phone.page.addInitScript(() => {
    const notes: string[] = [];
    (window as unknown as { notes: string[] }).notes = notes;
    new MutationObserver((changes) => {
      for (const { attributeName } of changes) {
        const note = `${attributeName}=${document.documentElement?.getAttribute(attributeName ?? "")}`;
        if (/^(lang|dir|data-core)=/.test(note)) notes.push(note);
      }
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["lang", "dir", "data-core"] });
  });
}

for (const [browser, lang, dir, idea] of [
  ["tr-TR", "tr", "ltr", "Fikirler"],
  ["ar-SY", "ar", "rtl", "الأفكار"],
  ["fr-FR", "de", "ltr", "Ideen"],
] as const)
  test(`a browser in ${browser} reads ${lang}, with and without a network`, async () => {
    const phone = world.bring(await Phone.start(world.wire.url, { language: browser }));
    await phone.install();
    assert.equal(await phone.page.getAttribute("html", "lang"), lang);
    world.wire.cut();
    try {
      await notesOnPage(phone);
      await phone.open("/ideen");
      await phone.isCoreReady();
      await phone.page.locator("main h1", { hasText: idea }).waitFor();
      assert.equal(await phone.page.getAttribute("html", "lang"), lang);
      assert.equal(await phone.page.getAttribute("html", "dir"), dir);
      const notes = await phone.page.evaluate(() => (window as unknown as { notes: string[] }).notes);
      const ready = notes.indexOf("data-core=ready");
      // Before the core says anything.
      if (dir === "rtl") assert.ok(notes.slice(0, ready).includes("dir=rtl"), notes.join(" "));
      if (lang !== "de") assert.ok(notes.slice(0, ready).includes(`lang=${lang}`), notes.join(" "));
    } finally {
      world.wire.heal();
    }
  });
