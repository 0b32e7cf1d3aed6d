// SPDX-License-Identifier: EUPL-1.2
// A phone whose clock is wrong by a year: what is given there is taken and counted once, and no age is told that cannot
// be true.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { hasLiveValues, publicIdeas } from "./world.ts";

const yearMs = 365 * 86_400_000;

let world: CutWorld;

before(async () => {
  world = await startCutWorld({ feed: [] });
  await hasLiveValues(world.city);
});

after(() => world?.stop());

// In the page and in its worker, which has a clock of its own. Without a service worker the worker's script comes by a
// way that a test can change.
async function wrongPhone(offMs: number): Promise<Phone> {
  const phone = world.bring(await Phone.start(world.wire.url, { blocksServiceWorkers: true }));
  const shift = `{ const now = Date.now; Date.now = () => now.call(Date) + ${offMs}; }\n`;
  await phone.context.addInitScript(shift);
  await phone.context.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: shift + (await response.text()) });
  });
  return phone;
}

for (const { wrong, offMs } of [
  { wrong: "ahead", offMs: yearMs },
  { wrong: "behind", offMs: -yearMs },
])
  test(`a clock a year ${wrong}: an idea and a support arrive and count once`, async () => {
    const phone = await wrongPhone(offMs);
    const main = () => phone.page.locator("main").innerText();
    const title = `Geschrieben mit falscher Uhr, ${wrong}`;
    const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
    assert.ok(idea);
    const [ideas, ballots] = [countIdeas(world.city.data), countBallots(world.city.data, idea.id)];

    await phone.open(`/ideen/${idea.id}`);
    await phone.isCoreReady();
    await phone.support(idea.id);
    await phone.writeIdea(title);
    await eventually("the idea is at the city", () => countIdeas(world.city.data) === ideas + 1, 40_000);
    await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 40_000);

    await phone.open("/meine");
    await eventually("its author reads so", async () => (await main()).includes("Bei der Stadt angekommen"), 20_000);
    await phone.page.locator("main").getByText(title).first().waitFor();
    await phone.open("/stationen");
    await phone.isCoreReady();
    await phone.hasContent();
    await phone.page.locator(".tile, .card").first().waitFor();
    assert.doesNotMatch(await main(), /vor \d+ (Minute|Stunde)|gerade eben/, "measured now, which this phone cannot know");
    assert.deepEqual(phone.errors, []);
  });
