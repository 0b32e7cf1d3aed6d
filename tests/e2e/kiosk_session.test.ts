// SPDX-License-Identifier: EUPL-1.2
// Whoever comes next finds nothing of the one before, and a kiosk at which nothing happens draws nothing.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";
import { openData, startWorld, type World } from "./world.ts";

let world: World;
let kiosk: Program;

before(async () => {
  world = await startWorld();
  kiosk = startKiosk(world.place, {
    name: "kiosk-session",
    url: world.city.url,
    key: world.city.key,
    quarter: "mitte",
    idleSeconds: 10,
    scripted: true,
  });
  await kiosk.must("wait nav.start 30", 35_000);
});

after(async () => {
  await kiosk?.stop();
  await world?.stop();
});

async function tree(): Promise<string> {
  const before = kiosk.said().length;
  await kiosk.must("dump");
  return kiosk.said().slice(before);
}

// Of all that the kiosk keeps, logs of the databases included.
function filesWith(words: string): string[] {
  const folder = join(world.place.folder, "kiosk-session");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(words));
}

const frames = async () => (JSON.parse(await kiosk.must("frames")) as { frames: number }).frames;

test("K22, K23: after a question that can be answered, the session ends and leaves nothing", async () => {
  await kiosk.must("screen start");
  const fresh = await tree();
  const idea = (await openData<{ id: string }>(world.city.url, "ideas"))[0]?.id ?? "";
  await kiosk.must("tap settings.open");
  await kiosk.must("tap set.theme.contrast_dark");
  await kiosk.must("tap set.text_size.largest");
  await kiosk.must("tap set.language.en");
  await kiosk.must("tap sheet.done");
  await kiosk.must("screen ideas");
  await kiosk.must("tap search");
  await kiosk.must("type Geheimwort");
  await kiosk.must(`screen idea/${idea}`);
  await kiosk.must(`tap support.${idea}`);
  await kiosk.must("screen write");
  await kiosk.must("tap write.title");
  await kiosk.must("type Geheimwort");

  await kiosk.must("wait still.here 20", 25_000);
  await kiosk.must("wait-text idle.text 1", 15_000); // the countdown goes on: 19, 18 …
  await kiosk.must("tap still.here");
  await kiosk.must("expect-no still.here");
  await kiosk.must("expect write.title Geheimwort");

  await kiosk.must("wait attract 45", 50_000);
  assert.doesNotMatch(await tree(), /Geheimwort/);
  await kiosk.must("tap attract");
  const next = await tree();
  // The clock and ages may have gone on.
  const still = (text: string) => text.replaceAll(/\d+/g, "0");
  assert.equal(still(next), still(fresh));
  await kiosk.must(`screen idea/${idea}`);
  assert.doesNotMatch(await tree(), new RegExp(`#support\\.${idea}[^\\n]* on`));
  await kiosk.must("screen ideas");
  assert.doesNotMatch(await tree(), /Geheimwort/);
  assert.deepEqual(filesWith("Geheimwort"), []);
  assert.notDeepEqual(filesWith("SQLite format 3"), []); // it does look where the kiosk writes
});

test("a screen at which nothing happens is not drawn again, but for the minute's clock", async () => {
  await kiosk.must("screen about");
  await kiosk.must("wait title");
  // The new screen comes in over some frames, slowly where the machine is busy.
  await eventually("it has come to rest", async () => {
    const seen = await frames();
    await kiosk.ask("wait nothing.such 1");
    return (await frames()) - seen <= 2; // one for each thing asked
  });
  const before = await frames();
  await kiosk.ask("wait nothing.such 6");
  // One for what was asked; the minute may turn once, which is a frame or two.
  assert.ok((await frames()) - before <= 3, `${(await frames()) - before} frames in 6 s`);
});
