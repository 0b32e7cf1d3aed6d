// SPDX-License-Identifier: EUPL-1.2
// A database that a program cannot use, damaged or written by a newer version, is kept aside byte for byte
// under a new name; that is said; and the program works on.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, afterEach, before, test } from "node:test";

import { type City, cityCommand, type Place, startCity } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { arrives, forget, kioskOf, knowsCity, newPlace, restart } from "./bare_city.ts";
import { writeIdea } from "./kiosk_idea.ts";
import { countIdeas } from "./city_files.ts";
import { eventually } from "./eventually.ts";

let place: Place;
let city: City;
const kiosks: Program[] = [];

const kiosk = (name: string) => {
  const started = kioskOf(place, city, city.url, name);
  kiosks.push(started);
  return started;
};

before(async () => {
  place = newPlace();
  city = await startCity(place);
});

afterEach(async () => {
  for (const program of kiosks.splice(0)) await program.stop();
});

after(async () => {
  await device?.stop();
  await city?.program.stop();
  forget(place);
});

// As a bit that has tipped over in a disk would: whole pages of another content.
function damage(file: string): Buffer {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 0, 64);
  bytes.fill(0xa5, 4096, 6000);
  writeFileSync(file, bytes);
  return bytes;
}

function makeNewer(file: string): Buffer {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 999");
  database.close();
  return readFileSync(file);
}

// The one file that was kept aside, with what it must hold.
function assertKept(folder: string, name: string, bytes: Buffer): string {
  const kept = readdirSync(folder).filter((file) => file.startsWith(`${name}.aside-`) && /Z(?:-\d+)?$/.test(file));
  assert.equal(kept.length, 1, `${readdirSync(folder)}`);
  assert.ok(readFileSync(join(folder, kept[0] ?? "")).equals(bytes), "byte for byte as it was");
  return kept[0] ?? "";
}

for (const [how, spoil, words] of [
  ["damaged", damage, "beschädigt"],
  ["newer", makeNewer, "neueren Version"],
] as const)
  for (const file of ["local.db", "content.db"]) {
    test(`a kiosk keeps a ${how} ${file} aside, says so on its screen, and takes the next idea`, async () => {
      const name = `kiosk-${how}-${file}`;
      const folder = join(place.folder, name);
      const first = kiosk(name);
      await knowsCity(first);
      await first.stop();
      const bytes = spoil(join(folder, file));

      const ideas = countIdeas(city.data);
      const second = kiosk(name);
      await second.must(`wait-text notice ${words}`);
      const kept = assertKept(folder, file, bytes);
      await second.must(`expect notice ${kept}`);
      assert.match(second.said(), new RegExp(`${file} cannot be used .*kept as .*${kept}`));
      await second.must("tap notice.close");
      await knowsCity(second);
      await writeIdea(second, `Idee nach ${file}`);
      await arrives(city, ideas + 1);
      assertKept(folder, file, bytes);
    });
  }

let device: Program; // a kiosk that outlives every restart of the city
let written: number; // ideas that it has had receipts for

test("a kiosk that is started again on sound files has nothing to say", async () => {
  device = kioskOf(place, city, city.url, "device");
  await knowsCity(device);
  await device.must("expect-no notice");
  await device.stop();
  device = kioskOf(place, city, city.url, "device");
  await knowsCity(device);
  await device.must("expect-no notice");
  written = 0;
});

for (const [how, spoil] of [
  ["damaged", damage],
  ["newer", makeNewer],
] as const)
  for (const file of ["operations.db", "ballots.db", "public.db"]) {
    test(`the city keeps a ${how} ${file} aside, says so in its log, and devices bring again what it had`, async () => {
      const before = countIdeas(city.data);
      await writeIdea(device, `Idee vor ${file}`);
      await arrives(city, before + 1);
      written += 1;
      await eventually("the device has its receipt", async () => (await device.ask("expect-no sync")).startsWith("ok"));
      await city.program.stop();
      const path = join(city.data, file);
      const bytes = spoil(path);
      if (file === "operations.db") {
        // Only the server's own start keeps files aside: any other command names the file and ends.
        await assert.rejects(cityCommand(city, ["moderate", "list"]), (error: { stderr: string; code: number }) => {
          assert.match(error.stderr, /operations\.db/);
          return error.code === 1;
        });
        assert.ok(readFileSync(path).equals(bytes));
      }

      city = await restart(place, city);
      const kept = readdirSync(city.data).filter((name) => name.startsWith(`${file}.aside-`) && /Z(?:-\d+)?$/.test(name));
      assert.ok(kept.some((name) => readFileSync(join(city.data, name)).equals(bytes)), "byte for byte as it was");
      assert.match(city.program.said(), new RegExp(`${file} cannot be used .*; kept as .*${file}\\.aside-`));
      assert.equal((await fetch(`${city.url}/health`)).status, 200);
      // The kiosk that has had its receipt long ago brings the idea to a city that has lost it.
      if (file === "operations.db") await arrives(city, written);
      const now = countIdeas(city.data);
      await writeIdea(device, `Idee nach ${file}`);
      await arrives(city, now + 1);
      written += 1;
      await eventually("the device has its receipt", async () => (await device.ask("expect-no sync")).startsWith("ok"));
    });
  }

test("two files that are kept aside at the same second do not overwrite each other", async () => {
  await city.program.stop();
  const path = join(city.data, "ballots.db");
  const sound = readFileSync(path);
  const spoilt: Buffer[] = [];
  for (const mark of [1, 2]) {
    const bytes = Buffer.from(sound);
    bytes.fill(mark, 0, 100);
    writeFileSync(path, bytes);
    spoilt.push(bytes);
    city = await restart(place, city);
    await city.program.stop();
  }
  for (const bytes of spoilt) {
    const kept = readdirSync(city.data).filter((name) => name.startsWith("ballots.db.aside-"));
    assert.ok(kept.some((name) => readFileSync(join(city.data, name)).equals(bytes)));
  }
  assert.ok(!existsSync(join(city.data, "RESTORED")), "the new epoch has begun");
});
