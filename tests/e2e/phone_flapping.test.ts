// SPDX-License-Identifier: EUPL-1.2
// A net that comes and goes all the time, as in a tram: every journey passes, and what was given counts once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { countBallots, countIdeas } from "./city_files.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { hasLiveValues, openData, publicIdeas } from "./world.ts";

// Too short for most requests, long enough for some; no two alike in a row.
const spellsMs = [90, 400, 150, 700, 60, 250, 1200];

let world: CutWorld;
let phone: Phone;

const main = () => phone.page.locator("main").innerText();
const reads = (what: string, words: string) => eventually(what, async () => (await main()).includes(words), 20_000);

// Until it is told to stop, which leaves the wire whole.
function flap(): () => Promise<void> {
  let isOver = false;
  const over = (async () => {
    for (let turn = 0; !isOver; ++turn) {
      if (turn % 2) world.wire.heal();
      else world.wire.cut();
      await sleep(spellsMs[turn % spellsMs.length] ?? 100);
    }
    world.wire.heal();
  })();
  return () => {
    isOver = true;
    return over;
  };
}

before(async () => {
  world = await startCutWorld({ feed: [] });
  await hasLiveValues(world.city);
  phone = world.bring(await Phone.start(world.wire.url));
  await phone.install();
});

after(() => world?.stop());

test("each journey passes while the net flaps, and what was given is at the city once", async () => {
  const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
  assert.ok(idea);
  const [actor] = await openData<{ id: string; name: string }>(world.city.url, "actors");
  const [project] = await openData<{ id: string; title: string }>(world.city.url, "projects");
  assert.ok(actor && project);
  const [ideas, ballots] = [countIdeas(world.city.data), countBallots(world.city.data, idea.id)];
  const stop = flap();
  try {
    for (const number of [1, 2, 3]) await phone.writeIdea(`Aus der Straßenbahn ${number}`);
    await phone.open(`/ideen/${idea.id}`);
    await phone.support(idea.id);
    await phone.open("/stimmung");
    await phone.answerThesis();
    await phone.open(`/netzwerk/${actor.id}`);
    await reads("the actor", actor.name);
    await phone.open(`/kickbox/${project.id}`);
    await reads("the project", project.title);
    await phone.open("/stationen");
    await phone.page.locator(".station-row").first().waitFor();
    await phone.open("/themen");
    await reads("the Themenradar", "Themenradar");
  } finally {
    await stop();
  }
  await eventually("the ideas are at the city", () => countIdeas(world.city.data) === ideas + 3, 60_000);
  await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 60_000);
  await phone.open("/meine");
  const arrived = async () => (await main()).split("Bei der Stadt angekommen").length - 1;
  await eventually("all of it is said to have arrived", async () => (await arrived()) >= 3, 40_000);
  assert.equal(countIdeas(world.city.data), ideas + 3);
  assert.deepEqual(phone.errors, []);
});
