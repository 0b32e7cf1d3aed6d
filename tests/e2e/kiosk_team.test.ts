// SPDX-License-Identifier: EUPL-1.2
// What the team at a stand needs: whether it may be taken down, its poster for an event, the log, and the test of
// the glass.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cityCommand, pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { Keypad } from "./kiosk_hand.ts";
import { seenAt } from "./seen_codes.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { eventually } from "./eventually.ts";
import { pressSubmit } from "./kiosk_idea.ts";
import { openTeamScreen, pin } from "./team_screen.ts";

let world: CutWorld;
let kiosk: Program;
const phoneUrl = "https://mitmachen.example";

before(async () => {
  world = await startCutWorld();
  await begin();
});

async function begin(): Promise<void> {
  const { place, city, wire } = world;
  const more = { pinHash: pinHash(place, pin), phoneUrl, scripted: true };
  kiosk = world.bring(startKiosk(place, { name: "kiosk-team", url: wire.url, key: city.key, ...more }));
  await kiosk.must("wait nav.start 30", 35_000);
}

async function tree(): Promise<string> {
  const before = kiosk.said().length;
  await kiosk.must("dump");
  return kiosk.said().slice(before);
}

const nodes = async (kind: string) => [...(await tree()).matchAll(new RegExp(`#(${kind}\\S*) "([^"]*)"(.*)`, "g"))];

after(async () => {
  await world?.stop();
});

test("the stand may go once everything has been passed on, and not before", async () => {
  await openTeamScreen(kiosk);
  await kiosk.must("wait-text staff.dismantle übertragen");
  await kiosk.must("tap staff.leave");
  world.wire.cut();
  await pressSubmit(kiosk, "Mehr Schatten am Spielplatz");
  await kiosk.must("wait saved");
  await openTeamScreen(kiosk);
  assert.match(await kiosk.must("value staff.dismantle"), /Noch nicht abbauen: 1 Beitrag/);
  world.wire.heal();
  await kiosk.must("wait-text staff.dismantle übertragen");
  await kiosk.must("tap staff.leave");
});

test("the glass is tested field by field, and the next test begins anew", async () => {
  await openTeamScreen(kiosk);
  await kiosk.must("tap staff.test");
  assert.match(await kiosk.must("value staff.test_text"), /Noch 48 Felder/);
  for (let field = 0; field < 47; ++field) await kiosk.must(`tap staff.field.${field}`);
  await kiosk.must("tap staff.field.3"); // once more changes nothing
  assert.match(await kiosk.must("value staff.test_text"), /Noch 1 Feld\./);
  await kiosk.must("tap staff.field.47");
  await kiosk.must("wait-text staff.test_text Jedes Feld hat reagiert");
  await kiosk.must("tap staff.test_end");
  await kiosk.must("expect-no staff.field.0");
  await kiosk.must("tap staff.test");
  await kiosk.must("wait-text staff.test_text 48");
  await kiosk.must("key back"); // as by keypad
  await kiosk.must("expect-no staff.field.0");
  await kiosk.must("expect staff.test");
});

test("at an event the team chooses what is on, and the poster stands there until somebody comes", async () => {
  await openTeamScreen(kiosk);
  const here = () => nodes("staff.event.");
  await eventually("the demo's events have come, beside none", async () => (await here()).length > 1, 30_000);
  const events = await here();
  const [, chosen = "", label = ""] = events[1] ?? [];
  for (let page = 0; page < 3; ++page) await kiosk.must("key page-down"); // from below no arrow lies over it
  await kiosk.must(`tap ${chosen}`);
  const [mood] = (await nodes("staff.mood.")).slice(1);
  await kiosk.must(`tap ${mood?.[1]}`);
  assert.match((await nodes(chosen))[0]?.[3] ?? "", / on/);
  await kiosk.must("expect-no staff.poster_now");
  await kiosk.must("tap staff.poster");
  await kiosk.must("tap staff.poster_now");
  await kiosk.must("wait poster.begin");
  const title = await kiosk.must("value title");
  assert.ok(label.startsWith(title), `${label} and ${title}`);
  assert.match(await kiosk.must("value poster.mood"), /Mein Viertel und ich/);
  assert.equal(await kiosk.must("value poster.address"), "mitmachen.example");
  assert.equal(await seenAt(kiosk, world.place.folder, "poster"), phoneUrl);

  // The resident who touches it finds the start, and the team's screen closed.
  await kiosk.must("tap poster.begin");
  await kiosk.must("wait nav.start");
  await kiosk.must("screen staff");
  await kiosk.must("expect staff.digit.1");

  // Whoever cannot see it (K15) begins by the speech key, with speech.
  await openTeamScreen(kiosk);
  await kiosk.must("tap staff.poster_now");
  await kiosk.must("wait poster.begin");
  await kiosk.must("key speech");
  await kiosk.must("heard Sprachausgabe an");
  await kiosk.must("wait nav.start");
  await kiosk.must("expect-no poster.begin");
  await kiosk.must("key speech");

  // A restart keeps what was chosen.
  await kiosk.stop();
  await begin();
  await openTeamScreen(kiosk);
  assert.match((await nodes(chosen))[0]?.[3] ?? "", / on/);
  await kiosk.must("tap staff.event.none");
  await kiosk.must("tap staff.poster");
  await kiosk.must("expect-no staff.poster_now");
  await kiosk.must("tap staff.leave");
});

test("the log is reached by keypad, read aloud, and holds no word of a resident", async () => {
  await pressSubmit(kiosk, "Geheimwort");
  await kiosk.must("wait saved");
  const code = (await kiosk.must("value saved.code")).slice(0, 14);
  await openTeamScreen(kiosk);
  await kiosk.must("key speech");
  await kiosk.must("heard Sprachausgabe an");
  const hand = new Keypad(kiosk);
  await hand.press("staff.log");
  await kiosk.must("wait staff.log.title");
  await hand.press("staff.log.0");
  const lines = await nodes("staff.log.\\d");
  assert.match(lines.map(([, , text]) => text).join("\n"), /this kiosk's key/);
  assert.match(await kiosk.must("spoken"), /(info|warning|error)\. \d\d:\d\d\. /);
  assert.doesNotMatch(lines.map(([, , text]) => text).join("\n"), new RegExp(`Geheimwort|${code}`));
  await kiosk.must("key speech");
  await kiosk.must("key back");
  await kiosk.must("expect-no staff.log.0");
  await kiosk.must("tap staff.leave");
});

test("the key by which the city enrols a kiosk can be seen, read by a camera, and heard", async () => {
  await openTeamScreen(kiosk);
  await kiosk.must("tap staff.pair");
  const key = (await kiosk.must("value staff.pair.key")).replaceAll(" ", "");
  assert.match(key, /^[0-9a-f]{64}$/);
  const lines = await seenAt(kiosk, world.place.folder, "pairing");
  assert.match(lines, new RegExp(`^\\[\\[enrolled\\]\\]\nname = "Quartierszentrum am Markt"\nkey = "${key}"$`));
  assert.match(await kiosk.must("value staff.pair.known"), /kann er selbst nicht wissen/);
  await kiosk.must("key speech");
  await kiosk.must("heard Sprachausgabe an");
  await new Keypad(kiosk).press("staff.pair.short");
  const heard = (await kiosk.must("spoken")).replaceAll(/[ ,]/g, "");
  assert.ok(heard.includes(key.slice(0, 16)), heard);
  await kiosk.must("key speech");
  await kiosk.must("key back");

  // The lines are what the city's file wants.
  const config = join(world.place.folder, "city-with-kiosk.toml");
  writeFileSync(config, `${readFileSync(world.city.config, "utf8")}\n${lines}\n`);
  const devices = JSON.parse(await cityCommand({ ...world.city, config }, ["devices", "--json"])) as { key: string }[];
  assert.deepEqual(devices.map((device) => device.key), [key]);
  await kiosk.must("tap staff.leave");
});
