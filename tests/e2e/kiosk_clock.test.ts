// SPDX-License-Identifier: EUPL-1.2
// A kiosk whose machine has the wrong time (its battery is flat, or somebody set it) starts, says no age that cannot
// be true (what is long past is no longer current), and what is given there arrives and counts once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countBallots } from "./city_files.ts";
import { eventually } from "./eventually.ts";
import { arriveOnce, hasLiveValues, openData, publicIdeas, startWorld, type World } from "./world.ts";

let world: World;

before(async () => {
  world = await startWorld({ feed: [] });
  await hasLiveValues(world.city);
});

after(() => world?.stop());

// libfaketime stands between the program and its clock. Only the wall clock is wrong: one that goes forward, as timers
// and the render loop use, no setting changes. The loader finds $LIB.
const wrongClock = (at: string) => ({
  LD_PRELOAD: "/usr/$LIB/faketime/libfaketimeMT.so.1",
  FAKETIME: `@${at}`,
  FAKETIME_DONT_FAKE_MONOTONIC: "1",
  NO_FAKE_STAT: "1",
  TZ: "Europe/Berlin",
});

async function said(kiosk: Program, line: string): Promise<string> {
  const before = kiosk.said().length;
  await kiosk.must(line);
  return kiosk.said().slice(before);
}

for (const { wrong, at } of [
  { wrong: "before 1970", at: "1969-12-24 18:30:00" },
  { wrong: "where a flat battery leaves it", at: "1970-01-01 01:00:30" },
  { wrong: "years ahead", at: "2041-03-05 09:00:00" },
])
  test(`a clock ${wrong}: it starts, tells no false age, and an idea and a support arrive once`, async () => {
    const title = `Geschrieben mit einer Uhr ${wrong}`;
    const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
    assert.ok(idea);
    const ballots = countBallots(world.city.data, idea.id);
    const kiosk = startKiosk(world.place, {
      name: `kiosk-${at.slice(0, 10)}`,
      url: world.city.url,
      key: world.city.key,
      quarter: "mitte",
      scripted: true,
      environment: wrongClock(at),
    });
    try {
      await kiosk.must("wait call.idea 30", 35_000);
      // Its content has come.
      await kiosk.must(`screen idea/${idea.id}`);
      await kiosk.must(`wait support.${idea.id} 90`, 95_000);
      await kiosk.must("screen start");
      // It is wrong indeed.
      assert.match(await said(kiosk, "dump"), new RegExp(`"${at.slice(11, 15)}\\d`));
      const station = (await openData<{ id: string }>(world.city.url, "stations"))[0]?.id ?? "";
      for (const screen of ["start", "stations", `station/${station}`, "ideas", `idea/${idea.id}`]) {
        await kiosk.must(`screen ${screen}`);
        const shown = await said(kiosk, "dump");
        assert.doesNotMatch(shown, /gerade eben|vor -?\d+ (Minute|Stunde)/, screen);
      }
      await kiosk.must(`tap support.${idea.id}`);
      await kiosk.must("screen write");
      await kiosk.must("tap write.title");
      await kiosk.must(`type ${title}`);
      await kiosk.must("tap write.submit");
      await kiosk.must("wait saved");
      await arriveOnce(world.city, [title]);
      await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 40_000);
    } finally {
      await kiosk.stop();
    }
    assert.doesNotMatch(kiosk.said(), /\[error\]/);
  });
