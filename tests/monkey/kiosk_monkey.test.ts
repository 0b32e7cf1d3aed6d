// SPDX-License-Identifier: EUPL-1.2
// Whatever somebody does at a kiosk, it goes on, and whoever comes next finds nothing of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { choices } from "../crashes/choices.ts";
import { type CutWorld, startCutWorld } from "../e2e/cut_world.ts";
import { eventually } from "../e2e/eventually.ts";
import { mark, type Monkey, play, repeat } from "./monkey.ts";

const seconds = Number(process.env.QP_MONKEY_SECONDS || 60);
const seed = Number(process.env.QP_MONKEY_SEED || Date.now() % 1_000_000);
const visitSeconds = 60; // then it leaves, and somebody else comes
// A file with what a visit did: that alone is done again.
const toRepeat = process.env.QP_MONKEY_REPEAT;
// Behind other tests it has the processor only when they leave it: how long an answer takes says nothing here.
const patienceMs = 300_000;
const atlasBytesMax = 32 << 20; // as kiosk/draw/atlas.h has it
const size = { width: 1080, height: 1920 };
let world: CutWorld;
let kiosk: Program;

before(async () => {
  world = await startCutWorld();
  const place = { ...world.place, build: process.env.QP_MONKEY_BUILD ?? world.place.build };
  const options = {
    name: "kiosk-monkey",
    url: world.wire.url,
    key: world.city.key,
    quarter: "mitte",
    pinHash: pinHash(world.place, "271828"),
    idleSeconds: 10,
    scripted: true,
    ...size,
  };
  kiosk = world.bring(startKiosk(place, options));
  await kiosk.must("wait nav.start 600", 605_000);
});

after(async () => {
  await world?.stop();
});

async function tree(): Promise<string> {
  const before = kiosk.said().length;
  await kiosk.must("dump", patienceMs);
  // Clocks, ages and counts go on.
  return kiosk.said().slice(before).replaceAll(/\d+/g, "0");
}

// Each visit takes choices of its own, whatever the ones before it had time for.
async function visit(monkey: Monkey, number: number, until: number): Promise<void> {
  monkey.choose = choices(seed * 1000 + number);
  monkey.did = monkey.lying.map(({ number: finger, x, y }) => `down ${finger} ${x} ${y}`);
  if (toRepeat) return repeat(monkey, readFileSync(toRepeat, "utf8").trim().split("\n"));
  return play(monkey, until);
}

test(`${seconds} s of random touches, gestures, keys, words and languages: no end, and nothing left of it`, async () => {
  console.log(`seed ${seed}: QP_MONKEY_SEED=${seed} takes it again`);
  await kiosk.must("wait attract 300", patienceMs + 5_000);
  await kiosk.must("tap attract", patienceMs);
  const fresh = await tree();
  const monkey: Monkey = { kiosk, network: world.wire, choose: choices(seed), did: [], lying: [], ...size };
  const end = Date.now() + seconds * 1000;
  let deeds = 0;
  try {
    for (let visits = 1; Date.now() < end && !(toRepeat && visits > 1); ++visits) {
      await visit(monkey, visits, Math.min(end, Date.now() + visitSeconds * 1000));
      deeds += monkey.did.length;
      world.wire.heal();
      await kiosk.must("wait attract 300", patienceMs + 5_000);
      assert.ok(!(await tree()).includes(mark), "the attract screen shows what somebody wrote");
      await kiosk.must("tap attract", patienceMs);
      // That the network is back is seen with the next try, which may come after the screen has gone to rest again.
      let different = "";
      const isFresh = async () => {
        const now = await tree();
        if (now === fresh) return true;
        if (now.includes("#nav.start")) different = now;
        if (now.includes("#attract ")) await kiosk.must("tap attract", patienceMs);
        return false;
      };
      await eventually("the start screen is as it was for the first person", isFresh, patienceMs).catch(
        (error: unknown) => {
          assert.equal(different, fresh);
          throw error;
        },
      );
      for (const screen of ["write", "ideas", "actors", "start"]) {
        await kiosk.must(`screen ${screen}`, patienceMs);
        assert.ok(!(await tree()).includes(mark), `${screen} shows what somebody wrote`);
      }
    }
    console.log(`${deeds} deeds`);
    const { atlas_bytes: atlasBytes } = JSON.parse(await kiosk.must("stats", patienceMs)) as { atlas_bytes: number };
    assert.ok(atlasBytes <= atlasBytesMax, `${atlasBytes} bytes of textures`);
    assert.ok(await kiosk.stop(patienceMs), "it ends when it is asked to");
    // 1: some of what it was told could not be done. Whatever else ends it has another number.
    assert.ok([0, 1].includes(kiosk.exitCode ?? -1), `${kiosk.exitCode}: ${kiosk.said().slice(-8000)}`);
  } catch (error) {
    console.log(`what this visit did (QP_MONKEY_REPEAT=FILE does it again):\n${monkey.did.join("\n")}\n`);
    throw error;
  }
});
