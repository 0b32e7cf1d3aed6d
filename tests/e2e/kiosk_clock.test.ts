// SPDX-License-Identifier: EUPL-1.2
// A kiosk whose machine has the wrong time (its battery is flat, or somebody set it) starts, goes by the city's time
// where it hears the city and else says no age that cannot be true (what is long past is no longer current), tells its
// team how far off it is, and what is given there arrives and counts once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countBallots } from "./city_files.ts";
import { eventually } from "./eventually.ts";
import { pressSubmit } from "./kiosk_idea.ts";
import { openTeamScreen, pin } from "./team_screen.ts";
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

const timeNow = () => new Date().toLocaleTimeString("de-DE", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" });

const cases = [
  { wrong: "before 1970", at: "1969-12-24 18:30:00", saysOnline: /geht 5\d Jahre nach/, saysAlone: /geht mindestens 5\d Jahre nach/ },
  { wrong: "where a flat battery leaves it", at: "1970-01-01 01:00:30", saysOnline: /geht 5\d Jahre nach/, saysAlone: /geht mindestens 5\d Jahre nach/ },
  { wrong: "years ahead", at: "2041-03-05 09:00:00", saysOnline: /geht \d+ Jahre vor/, saysAlone: undefined },
];

for (const { wrong, at, saysOnline, saysAlone } of cases) {
  const options = () => ({
    name: `kiosk-${at.slice(0, 10)}`,
    key: world.city.key,
    quarter: "mitte",
    pinHash: pinHash(world.place, pin),
    scripted: true,
    environment: wrongClock(at),
  });

  test(`a clock ${wrong}: it goes by the city's, says so to the team, and an idea and a support arrive once`, async () => {
    const title = `Geschrieben mit einer Uhr ${wrong}`;
    const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
    assert.ok(idea);
    const ballots = countBallots(world.city.data, idea.id);
    const kiosk = startKiosk(world.place, { ...options(), url: world.city.url });
    try {
      await kiosk.must("wait call.idea 30", 35_000);
      // Its content has come.
      await kiosk.must(`screen idea/${idea.id}`);
      await kiosk.must(`wait support.${idea.id} 90`, 95_000);
      await kiosk.must("screen start");
      await eventually("it shows the time as it is", async () => (await kiosk.must("value clock")).includes(timeNow()));
      await kiosk.must("wait live 30", 35_000);
      await openTeamScreen(kiosk);
      assert.match(await kiosk.must("value staff.clock"), saysOnline);
      // It is wrong indeed.
      assert.match(await said(kiosk, "dump"), new RegExp(`${at.slice(0, 4)} · ${at.slice(11, 15)}\\d Uhr`));
      await kiosk.must("tap staff.leave");
      await kiosk.must(`screen idea/${idea.id}`);
      await kiosk.must(`tap support.${idea.id}`);
      await pressSubmit(kiosk, title);
      await kiosk.must("wait saved");
      await arriveOnce(world.city, [title]);
      await eventually("the support too", () => countBallots(world.city.data, idea.id) === ballots + 1, 40_000);
    } finally {
      await kiosk.stop();
    }
    assert.doesNotMatch(kiosk.said(), /\[error\]/);
  });

  test(`a clock ${wrong}, and nobody to ask: no false age, and the team is told what can be known`, async () => {
    const [idea] = await publicIdeas(world.city);
    const kiosk = startKiosk(world.place, options());
    try {
      await kiosk.must("wait call.idea 30", 35_000);
      const station = (await openData<{ id: string }>(world.city.url, "stations"))[0]?.id ?? "";
      for (const screen of ["start", "stations", `station/${station}`, "ideas", `idea/${idea?.id}`]) {
        await kiosk.must(`screen ${screen}`);
        const shown = await said(kiosk, "dump");
        assert.doesNotMatch(shown, /gerade eben|vor -?\d+ (Minute|Stunde)/, screen);
        // A time of day that is known to be wrong is none.
        if (screen === "start") assert.equal(shown.includes(`"${at.slice(11, 15)}`), saysAlone === undefined);
      }
      await openTeamScreen(kiosk);
      if (saysAlone) assert.match(await kiosk.must("value staff.clock"), saysAlone);
      else await kiosk.must("expect-no staff.clock");
    } finally {
      await kiosk.stop();
    }
  });
}
