// SPDX-License-Identifier: EUPL-1.2
// Web pages where data should be: from a feed, and from a captive portal between a kiosk and the city.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type City, type Place, startCity, toml } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { arrives, dump, forget, kioskOf, knowsCity, newPlace } from "./bare_city.ts";
import { countIdeas } from "./city_files.ts";
import { CityWire } from "./city_wire.ts";
import { eventually } from "./eventually.ts";
import { writeIdea } from "./kiosk_idea.ts";
import { SensorService } from "./sensor_service.ts";
import { openData } from "./world.ts";

let place: Place;
let service: SensorService;
let city: City;
let wire: CityWire;
let kiosk: Program;

const observations = () => openData<{ value: number }>(city.url, "observations");

before(async () => {
  place = newPlace();
  const stream = { property: "Temperature", unit: "°C", intervalSeconds: 60 };
  service = await SensorService.start([
    {
      name: "Schulhof",
      quarter: "stieghorst",
      streams: [
        { ...stream, values: [{ at: new Date(Date.now() - 120_000), value: 7.4 }] },
        { ...stream, property: "Humidity", unit: "%", values: [{ at: new Date(Date.now() - 120_000), value: 61 }] },
      ],
    },
  ]);
  city = await startCity(place, { more: toml({ sensorthings: [service.source("Schule")] }) });
  wire = await CityWire.start(city.port);
  kiosk = kioskOf(place, city, wire.url);
});

after(async () => {
  await kiosk?.stop();
  await city?.program.stop();
  await service?.stop();
  wire?.stop();
  forget(place);
});

test("a feed that answers with a web page is named in the log, and the old value stays with its age", async () => {
  await kiosk.must("wait live 20");
  service.answersHtml = true;
  await eventually("the log names it", () => /Schule: .*HTML/.test(city.program.said()));
  const asked = service.asked;
  await eventually("the city has asked again", () => service.asked > asked + 2);
  assert.equal(city.program.said().match(/Schule: .*HTML/g)?.length, 1, "said once, not at each turn");
  await kiosk.must("screen start");
  assert.match(await dump(kiosk), /Temperatur: 7,4 Grad Celsius[^"]*Schulhof\. vor \d+ Minute/);
  assert.deepEqual((await observations()).map(({ value }) => value).sort(), [61, 7.4]);
});

test("the feed's next good answer goes in", async () => {
  service.things[0]?.streams[0]?.values.push({ at: new Date(), value: 8.1 });
  service.answersHtml = false;
  await eventually("the city says so", () => /Schule: answers again/.test(city.program.said()));
  await kiosk.must("screen start");
  await eventually("the kiosk shows it", async () => /8,1/.test(await dump(kiosk)), 20_000);
});

test("one sensor that answers with a web page keeps nothing from the others", async () => {
  service.brokenStream = "0-0";
  await eventually("the log names it", () => /Datastreams\(.*0-0.*HTML/.test(city.program.said()));
  service.things[0]?.streams[1]?.values.push({ at: new Date(), value: 63 });
  await eventually("the other's value is public", async () => (await observations()).some(({ value }) => value === 63));
  service.brokenStream = undefined;
});

test("a captive portal's answer is no receipt: what is saved goes through once it is gone", async () => {
  await knowsCity(kiosk);
  wire.isPortal = true;
  wire.cut();
  await writeIdea(kiosk, "Idee hinter dem Portal");
  await kiosk.must("screen start");
  await eventually("the portal has answered a push", () => wire.pagesShown > 0, 20_000);
  await kiosk.must("wait-text sync 1 Beitrag");
  // Also after a restart, when only the disk remembers.
  await kiosk.kill();
  kiosk = kioskOf(place, city, wire.url);
  const shown = wire.pagesShown;
  await eventually("it was answered again", () => wire.pagesShown > shown, 30_000);
  await kiosk.must("wait-text sync 1 Beitrag");
  assert.equal(countIdeas(city.data), 0);

  wire.isPortal = false;
  await arrives(city, 1);
  await kiosk.must("screen start");
  await knowsCity(kiosk);
  assert.equal(countIdeas(city.data), 1, "once");
});
