// SPDX-License-Identifier: EUPL-1.2
// A disk that is full: nobody is told "saved" for what is not, the programs go on, and once there is room
// everything goes on. The disk is a small one of its own (tmpfs), which only root may mount.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { type City, cityCommand, type Place, startCity, toml } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { arrives, dump, forget, kioskOf, knowsCity, newPlace } from "./bare_city.ts";
import { countIdeas } from "./city_files.ts";
import { CityWire } from "./city_wire.ts";
import { eventually } from "./eventually.ts";
import { pressSubmit, writeIdea } from "./kiosk_idea.ts";
import { SensorService } from "./sensor_service.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "./small_disk.ts";
import { openData } from "./world.ts";

let place: Place; // its databases lie on two small disks
let service: SensorService;
let city: City;
let wire: CityWire;
let kiosk: Program;
let canMount = true;
const mounted: string[] = [];

function mount(folder: string): void {
  mountSmallDisk(folder);
  mounted.push(folder);
}

before(async () => {
  place = newPlace();
  try {
    for (const name of ["city", "kiosk"]) mount(join(place.folder, name));
  } catch {
    canMount = false; // each test says so
    return;
  }
  service = await SensorService.start([
    {
      name: "Schulhof",
      quarter: "stieghorst",
      streams: [
        {
          property: "Temperature",
          unit: "°C",
          intervalSeconds: 60,
          values: [{ at: new Date(Date.now() - 3 * 3_600_000), value: 7.4 }],
        },
      ],
    },
  ]);
  city = await startCity(place, { more: toml({ sensorthings: [service.source("Schule")] }) });
  wire = await CityWire.start(city.port);
  kiosk = kioskOf(place, city, wire.url);
  await knowsCity(kiosk);
  await writeIdea(kiosk, "Idee mit Platz");
  await arrives(city, 1);
});

after(async () => {
  await kiosk?.stop();
  wire?.stop();
  await city?.program.stop();
  await service?.stop();
  for (const folder of mounted) unmountDisk(folder);
  forget(place);
});

async function health(): Promise<unknown> {
  return ((await (await fetch(`${city.url}/health`)).json()) as { status: unknown }).status;
}

const onSmallDisks = (what: string, run: () => Promise<void>) =>
  test(what, (context) => {
    if (canMount) return run();
    context.skip("only root may mount a small disk");
    return undefined;
  });

onSmallDisks("a kiosk without room refuses before it says saved, keeps the text, and takes it once there is room", async () => {
  const makeRoom = fillDisk(join(place.folder, "kiosk"));
  await pressSubmit(kiosk, "Idee ohne Platz");
  await kiosk.must("wait-text notice Es wurde nichts gespeichert");
  await kiosk.must("expect-no saved");
  await kiosk.must("expect write.title Idee ohne Platz");
  // What is there can still be read.
  await kiosk.must("screen own");
  assert.match(await dump(kiosk), /#own\.code/);
  assert.equal(countIdeas(city.data), 1);

  makeRoom();
  await writeIdea(kiosk, "Idee wieder mit Platz");
  await arrives(city, 2);
});

onSmallDisks("a kiosk that is started on a full disk still shows what it has", async () => {
  const makeRoom = fillDisk(join(place.folder, "kiosk"));
  await kiosk.kill();
  kiosk = kioskOf(place, city, wire.url);
  await kiosk.must("wait call.idea 20");
  await kiosk.must("screen stations");
  await kiosk.must("wait tile.0.0 20");
  assert.match(await dump(kiosk), /Schulhof/);
  makeRoom();
  await writeIdea(kiosk, "Idee nach dem vollen Start");
  await arrives(city, 3);
});

onSmallDisks("a city without room answers 507, says so once and goes on; what devices hold arrives later, once", async () => {
  const before = city.program.said().length;
  const makeRoom = fillDisk(city.data);
  await writeIdea(kiosk, "Idee für die volle Stadt");
  await kiosk.must("screen start");
  await kiosk.must("wait-text sync 1 Beitrag");
  await eventually("the city has refused the push", () => wire.refusals.some(({ path }) => path === "/api/v1/push"));
  const refusal = wire.refusals.find(({ path }) => path === "/api/v1/push");
  assert.equal(refusal?.status, 507);
  assert.match(refusal?.type ?? "", /^application\/problem\+json/);
  assert.equal(JSON.parse(refusal?.body ?? "{}").code, "no_space");
  // Not one byte is left: reading goes on.
  for (const path of ["/health", "/opendata/stations.json"])
    assert.equal((await fetch(city.url + path)).status, 200, path);
  assert.equal(await health(), "no_space");
  await assert.rejects(cityCommand(city, ["import", "--demo", join(import.meta.dirname, "../../assets/demo")]));

  // A value is measured meanwhile; the feed is asked again for it when it could not be kept.
  const measured = { at: new Date(Date.now() - 2 * 3_600_000), value: 8.1 };
  service.things[0]?.streams[0]?.values.push(measured);
  service.things[0]?.streams[0]?.values.push({ at: new Date(), value: 9.2 });
  await eventually("the log says that it could not be kept", () => /not published/.test(city.program.said().slice(before)));
  await kiosk.must("wait-text sync 1 Beitrag");
  assert.ok(!city.program.hasEnded);
  // However often the device has tried.
  assert.equal(city.program.said().slice(before).match(/nearly full and nothing is taken: no_space/g)?.length, 1);

  makeRoom();
  assert.equal(await health(), "ok");
  await arrives(city, 4);
  await knowsCity(kiosk);
  await eventually("every value is public", async () => {
    const values = (await openData<{ value: number }>(city.url, "observations")).map(({ value }) => value);
    return [7.4, 8.1, 9.2].every((value) => values.includes(value));
  });
  assert.equal(countIdeas(city.data), 4);
});

onSmallDisks("what had its receipt before the disk was full is there after a restart", async () => {
  const makeRoom = fillDisk(city.data);
  await city.program.kill();
  makeRoom();
  city = await startCity(place, { port: city.port });
  assert.equal(countIdeas(city.data), 4);
  assert.doesNotMatch(city.program.said(), /cannot be used/);
});
