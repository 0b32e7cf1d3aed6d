// SPDX-License-Identifier: EUPL-1.2
// Measurements on their way from a file and from feeds to the screens of kiosk and phone: the newest value
// with its age, old ones named so, and what nobody knows is never a number.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { type City, type Place, root, startCity, startFeed, startKiosk, toml } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";
import { Phone } from "./phone.ts";
import { SensorService } from "./sensor_service.ts";
import { lastFullHour, writeUbaFile } from "./uba_file.ts";
import { openData } from "./world.ts";

const recorded = join(
  process.env.QP_DATA ?? join(root, "../shared/data"),
  "bielefeld/uba_airquality_DENW200_2023-09-27_2024-09-27.csv",
);
const minute = 60_000;
const staleAfter = 10 * minute; // of a stream that measures each minute

let place: Place;
let uba: string;
let service: SensorService;
let city: City;
let kiosk: Program;
let phone: Phone;
let feed: Program;
let turnsOld: number; // when the thermometer's value is too old; screens are drawn anew each full minute

// The full minute that is far enough away for everything before it.
function fullMinuteAfter(milliseconds: number): number {
  return Math.ceil((Date.now() + milliseconds) / minute) * minute;
}

async function onKiosk(screen: string): Promise<string> {
  await kiosk.must(`screen ${screen}`);
  const before = kiosk.said().length;
  await kiosk.must("dump");
  return kiosk.said().slice(before);
}

async function onPhone(path: string): Promise<string> {
  await phone.open(path);
  await phone.isCoreReady();
  const main = phone.page.locator("main");
  await eventually(`the phone has ${path}`, async () => !(await main.innerText()).startsWith("Einen Moment"));
  return main.innerText();
}

const bothShow = async (screen: string, path: string, what: string, wanted: RegExp) => {
  await eventually(`the kiosk shows ${what}`, async () => wanted.test(await onKiosk(screen)), 20_000);
  await eventually(`the phone shows ${what}`, async () => wanted.test(await onPhone(path)), 20_000);
};

async function stationNamed(name: string): Promise<string> {
  const stations = await openData<{ id: string; name: string }>(city.url, "stations");
  const found = stations.find((station) => station.name === name);
  assert.ok(found, `${name} among ${JSON.stringify(stations)}`);
  return found.id;
}

// Lines that are nothing but a zero, with or without a unit.
const zeros = (text: string) =>
  text.split("\n").filter((line) => /(?:^|")\s*[-+]?0(?:,0+)?(?:\s*(?:°C|µg\/m³|dB\(A\)|%))?\s*(?:"|$)/.test(line));

before(async () => {
  place = {
    build: process.env.QP_BUILD ?? join(root, "build/dev"),
    folder: mkdtempSync(join(tmpdir(), "quartierpuls-sensors-")),
  };
  uba = join(place.folder, "uba");
  mkdirSync(uba);
  const temperature = { property: "Temperature", unit: "°C", intervalSeconds: 60 };
  const bicycles = { property: "Bicycles", unit: "1", intervalSeconds: 60 };
  service = await SensorService.start([
    {
      name: "Schulhof",
      quarter: "stieghorst",
      streams: [
        { ...temperature, values: [] },
        { property: "Noise", unit: "dB(A)", intervalSeconds: 60, values: [] },
        { ...bicycles, values: [] },
      ],
    },
    { name: "Stummer Fühler", quarter: "stieghorst", streams: [{ ...temperature, values: [] }] },
    { name: "Leerer Mast", quarter: "stieghorst", streams: [] },
  ]);
  city = await startCity(place, {
    uba: { folder: uba, station: [{ code: "DENW999", name: "Prüfweg", quarter: "stieghorst" }] },
    more: toml({ sensorthings: [service.source("Schule")] }),
  });
  kiosk = startKiosk(place, { url: city.url, key: city.key, quarter: "stieghorst", scripted: true });
  phone = await Phone.start(city.url);
  await bothShow("stations", "/stationen", "the stations", /Schulhof/);
});

after(async () => {
  await phone?.stop();
  phone?.forget();
  for (const program of [kiosk, city?.program, feed]) await program?.stop();
  await service?.stop();
  rmSync(place.folder, { recursive: true, force: true });
});

test("what a SensorThings service measures is on both start screens, with its age", async () => {
  turnsOld = fullMinuteAfter(15_000);
  service.things[0]?.streams[0]?.values.push({ at: new Date(turnsOld - staleAfter - 1000), value: 7.4 });
  await bothShow("start", "/?quartier=stieghorst", "the temperature", /7,4/);
  const age = /vor [89] Minuten/;
  assert.match(await onKiosk("start"), age);
  assert.match(await onPhone("/?quartier=stieghorst"), age);
});

test("a sensor that has fallen silent is named out of date on screens that nobody touches", async () => {
  await service.stop();
  await kiosk.must("screen start");
  await onPhone("/?quartier=stieghorst");
  const old = /vor 1\d Minuten, nicht mehr aktuell/;
  const wait = turnsOld - Date.now() + 20_000;
  const shown = () => phone.page.locator("main").innerText();
  await Promise.all([
    eventually("the kiosk says so by itself", async () => {
      const before = kiosk.said().length;
      await kiosk.must("dump");
      return old.test(kiosk.said().slice(before));
    }, wait),
    eventually("the phone says so by itself", async () => old.test(await shown()), wait),
  ]);
  assert.match(await shown(), /7,4/, "the last value stays");
  assert.match(city.program.said(), /Schule: unavailable/, "the log names the feed");
});

test("a service that answers again is fresh again", async () => {
  service.things[0]?.streams[0]?.values.push({ at: new Date(), value: 8.1 });
  await service.goOn();
  await bothShow("start", "/?quartier=stieghorst", "the new temperature", /8,1/);
  assert.doesNotMatch(await onKiosk("start"), /nicht mehr aktuell/);
  assert.doesNotMatch(await onPhone("/?quartier=stieghorst"), /nicht mehr aktuell/);
});

test("what nobody has measured is unknown everywhere, and nowhere a zero", async () => {
  for (const text of [await onKiosk("stations"), await onPhone("/stationen")]) {
    assert.ok((text.match(/unbekannt/g) ?? []).length >= 3, text);
    assert.match(text, /Leerer Mast[^]{0,60}Diese Messstelle hat noch keine Werte geschickt/);
    assert.deepEqual(zeros(text), []);
  }
  for (const name of ["Schulhof", "Stummer Fühler", "Leerer Mast"]) {
    const id = await stationNamed(name);
    const texts = [await onKiosk(`station/${id}`), await onPhone(`/station/${id}`)];
    const tables = phone.page.getByRole("button", { name: "Tabelle" });
    for (let i = 0; i < (await tables.count()); i += 1) await tables.nth(i).click();
    texts.push(await phone.page.locator("main").innerText());
    for (const text of texts) {
      assert.match(text, /unbekannt|[Nn]och kein|[Kk]eine (?:Mess)?[Ww]erte/, name);
      assert.deepEqual(zeros(text), [], name);
    }
  }
  const observations = await openData<{ value: number }>(city.url, "observations");
  assert.deepEqual(observations.map(({ value }) => value), [7.4, 8.1], "the open data hold what was measured");
});

test("a file of the Umweltbundesamt that is put into the folder is on both start screens", async () => {
  const newest = lastFullHour();
  const hours = [0, 1, 2, 3].map((ago) => ({
    endsAt: new Date(newest.getTime() - ago * 60 * minute),
    pm10: String(20 + ago),
    o3: "-",
    no2: String(12 + ago),
    pm25: "7",
    word: "gut",
  }));
  const broken = ["DENW999;\"'31.02. quer'\";1;2;3;4;gut", "DENW999;zu;wenig"];
  writeUbaFile(join(uba, "now.csv"), "DENW999", hours, broken);
  await bothShow("start", "/?quartier=stieghorst", "the air", /PM10\s20\sµg\/m³[^]*Prüfweg/);
  // "vor 1 Stunde" where the clock has just passed the hour.
  assert.match(await onKiosk("start"), /Prüfweg\. (?:vor \d+ (?:Minuten?|Stunden?)|gerade eben)/);
  const station = await onKiosk(`station/${await stationNamed("Prüfweg")}`);
  assert.doesNotMatch(station, /Ozon/, "what the station does not measure is not there");
  assert.match(city.program.said(), /now\.csv:6: no station or no date/);
  assert.match(city.program.said(), /now\.csv:7: 3 fields instead of 7/);
});

const isRecordedHere = existsSync(recorded);
test(
  "a year as recorded in Bielefeld goes in, and says that it is long ago",
  { skip: isRecordedHere ? false : `${recorded} is not here` },
  async () => {
    copyFileSync(recorded, join(uba, "recorded.csv"));
    await eventually("the station is public", async () => (await stationNamed("DENW200")) !== "", 20_000);
    const id = await stationNamed("DENW200");
    // The file's last hour: 28.09.2024 01:00, PM10 7, NO2 10, PM2.5 3, "sehr gut".
    await bothShow(`station/${id}`, `/station/${id}`, "the last hour", /sehr gut[^]*nicht mehr aktuell/);
    const text = await onPhone(`/station/${id}`);
    for (const value of [/7\s*µg\/m³/, /10\s*µg\/m³/, /3\s*µg\/m³/, /2024/]) assert.match(text, value);
    assert.doesNotMatch(text, /Ozon/, "ozone was never measured there");
  },
);

test("generated values carry the demo label on every screen that shows one", async () => {
  const started = await startFeed(place);
  feed = started.program;
  await city.program.stop();
  await kiosk.stop();
  city = await startCity(place, { port: city.port, feeds: [started.url], pollSeconds: 1 });
  kiosk = startKiosk(place, { name: "other", url: city.url, key: city.key, quarter: "sennestadt", scripted: true });
  await bothShow("stations", "/stationen", "the feed's stations", /Reichowplatz/);
  const id = await stationNamed("Reichowplatz");
  // Each screen that names the place names what its values are.
  for (const [screen, path] of [
    ["start", "/?quartier=sennestadt"],
    ["stations", "/stationen"],
    [`station/${id}`, `/station/${id}`],
  ] as const) {
    await bothShow(screen, path, `a generated value on ${screen}`, /Reichowplatz/);
    assert.match(await onKiosk(screen), /Demo-Daten/, `kiosk: ${screen}`);
    assert.match(await onPhone(path), /Demo-Daten/, `phone: ${path}`);
  }
  const stations = await openData<{ name: string; is_demo: boolean }>(city.url, "stations");
  for (const { name, is_demo } of stations)
    assert.equal(is_demo, !/Schulhof|Stummer|Leerer|Prüfweg|DENW200/.test(name), name);
});

test("a recording that the feed replays is on both start screens with its age; the feed stops, and the age says so", async () => {
  // Without the recorded year, two days in its form.
  const recording = isRecordedHere ? recorded : join(place.folder, "recording.csv");
  if (!isRecordedHere) {
    const hours = Array.from({ length: 48 }, (_, ago) => ({
      endsAt: new Date(lastFullHour().getTime() - ago * 60 * minute),
      pm10: String(10 + (ago % 9)),
      o3: "-",
      no2: String(5 + (ago % 7)),
      pm25: "7",
      word: "gut",
    }));
    writeUbaFile(recording, "DENW200", hours);
  }
  await feed.stop();
  await city.program.stop();
  await kiosk.stop();
  // Its hours pass in minutes, so that a screen need not be watched for an hour.
  const replaying = await startFeed(place, { args: ["--replay", recording, "--speed", "60"] });
  feed = replaying.program;
  city = await startCity(place, { port: city.port, feeds: [replaying.url], pollSeconds: 1 });
  kiosk = startKiosk(place, { name: "replay", url: city.url, key: city.key, quarter: "mitte", scripted: true });
  const start = "/?quartier=mitte";
  const young = /PM10\s[\d,]+\sµg\/m³[^]*Detmolder Straße[^]*(?:vor 1 Minute|gerade eben)/;
  await bothShow("start", start, "the recording", young);
  assert.match(await onKiosk("start"), /Demo-Daten/);
  assert.match(await onPhone(start), /Demo-Daten/);

  await feed.stop();
  await eventually("the city names the feed that is silent", () => /Demo-Feed: /.test(city.program.said()), 20_000);
  const grown = /Detmolder Straße[^]*vor [2-9] Minuten/;
  await eventually("the kiosk's age grows", async () => grown.test(await onKiosk("start")), 4 * minute);
  await eventually("the phone's age grows", async () => grown.test(await onPhone(start)), 4 * minute);
  assert.deepEqual(zeros(await onPhone(start)), []);
});

test("the phone has made no mistake and asked nobody but the city", () => {
  assert.deepEqual(phone.errors, []);
  assert.deepEqual(phone.foreign, []);
});
