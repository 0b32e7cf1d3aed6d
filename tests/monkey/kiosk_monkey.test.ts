// SPDX-License-Identifier: EUPL-1.2
// Whatever somebody does at a kiosk, it goes on, and whoever comes next finds nothing of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { choices } from "../crashes/choices.ts";
import { type CutWorld, startCutWorld } from "../e2e/cut_world.ts";
import { eventually } from "../e2e/eventually.ts";
import { mark, play } from "./monkey.ts";

const seconds = Number(process.env.QP_MONKEY_SECONDS || 60);
const seed = Number(process.env.QP_MONKEY_SEED || Date.now() % 1_000_000);
const visitSeconds = 60; // then it leaves, and somebody else comes
// Behind other tests it has the processor only when they leave it: how long an answer takes says nothing here.
const patienceMs = 300_000;
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

test(`${seconds} s of random touches, keys, words and languages: no end, and nothing left of it`, async () => {
  console.log(`seed ${seed}: QP_MONKEY_SEED=${seed} takes it again`);
  await kiosk.must("wait attract 300", patienceMs + 5_000);
  await kiosk.must("tap attract", patienceMs);
  const fresh = await tree();
  const monkey = { kiosk, network: world.wire, choose: choices(seed), did: [] as string[], ...size };
  const end = Date.now() + seconds * 1000;
  try {
    for (let visits = 1; Date.now() < end; ++visits) {
      await play(monkey, Math.min(end, Date.now() + visitSeconds * 1000));
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
    console.log(`${monkey.did.length} deeds`);
    assert.ok(await kiosk.stop(patienceMs), "it ends when it is asked to");
    // 1: some of what it was told could not be done. Whatever else ends it has another number.
    assert.ok([0, 1].includes(kiosk.exitCode ?? -1), `${kiosk.exitCode}: ${kiosk.said().slice(-8000)}`);
  } catch (error) {
    console.log(`the last deeds:\n${monkey.did.slice(-30).join("\n")}`);
    throw error;
  }
});
