// SPDX-License-Identifier: EUPL-1.2
// A receipt code that somebody typed on the phone and that finds nothing is answered in words, in the reader's language
// and without a network: what is wrong with it, or that nothing is known of it yet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { root } from "../../house/city_and_devices.ts";
import { violations } from "./accessibility.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";

let world: CutWorld;

before(async () => {
  world = await startCutWorld();
});

after(async () => {
  await world?.stop();
});

const nobodysCode = "000000000000"; // its check fits

for (const { language, locale } of [
  { language: "de", locale: "de-DE" },
  { language: "tr", locale: "tr-TR" },
])
  describe(language, () => {
    const words = JSON.parse(readFileSync(join(root, `assets/messages/${language}.json`), "utf8")) as Record<string, string>;
    let phone: Phone;
    const field = () => phone.page.locator('[data-id="lookup"] input');
    const answer = () => phone.page.locator('[data-id="lookup-answer"]');

    const isAnswered = (message: string) =>
      eventually(`it says ${message}`, async () => {
        assert.equal((await answer().innerText()).trim(), words[message]);
        return true;
      });

    before(async () => {
      world.wire.heal();
      phone = world.bring(await Phone.start(world.wire.url, { language: locale }));
      await phone.install();
      world.wire.cut();
      await phone.show("/meine");
    });

    test("a code with a wrong character is called wrong, also in small letters and with gaps", async () => {
      for (const typed of ["000000000001", "0000-0000-000a", "0000 0000 00U0"]) {
        await field().fill("");
        await answer().waitFor({ state: "detached" });
        await field().fill(typed);
        await isAnswered("lookup.wrong");
      }
      assert.deepEqual(await violations(phone.page), []);
    });

    test("a code that is too short is called wrong once somebody says that this is all of it", async () => {
      await field().fill(nobodysCode.slice(1));
      await answer().waitFor({ state: "detached" });
      await field().press("Enter");
      await isAnswered("lookup.wrong");
      await field().fill(nobodysCode.slice(2));
      await answer().waitFor({ state: "detached" }); // nobody is told off while typing
    });

    test("a right code of which nothing is known here is called unknown, and not wrong", async () => {
      await field().fill(nobodysCode);
      await isAnswered("lookup.unknown");
      assert.equal(await phone.page.locator('[data-id^="found-"]').count(), 0);
      assert.equal(await phone.page.locator("html").getAttribute("lang"), language);
      assert.deepEqual(phone.errors, []);
    });
  });
