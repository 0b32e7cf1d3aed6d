// SPDX-License-Identifier: EUPL-1.2
// What the team at a stand needs to know before it takes the stand down, and its test of the glass.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { openTeamScreen, pin } from "./team_screen.ts";

let world: CutWorld;
let kiosk: Program;

before(async () => {
  world = await startCutWorld();
  const { place, city, wire } = world;
  const options = { name: "kiosk-team", url: wire.url, key: city.key, pinHash: pinHash(place, pin), scripted: true };
  kiosk = world.bring(startKiosk(place, options));
  await kiosk.must("wait nav.start 30", 35_000);
});

after(async () => {
  await world?.stop();
});

test("the stand may go once everything has been passed on, and not before", async () => {
  await openTeamScreen(kiosk);
  await kiosk.must("wait-text staff.dismantle übertragen");
  await kiosk.must("tap staff.leave");
  world.wire.cut();
  await kiosk.must("screen write");
  await kiosk.must("tap write.title");
  await kiosk.must("type Mehr Schatten am Spielplatz");
  await kiosk.must("tap write.submit");
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
