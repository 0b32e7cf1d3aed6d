// SPDX-License-Identifier: EUPL-1.2
// A kiosk at an event without internet, with the real programs: it knows a relay alone, the relay is killed
// right after it has accepted, and with a link everything is at the city exactly once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cityCommand, type Relay, relayStatus, startKiosk, startRelay } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countBallots, countIdeas } from "./city_files.ts";
import { CutProxy } from "./cut_proxy.ts";
import { eventually } from "./eventually.ts";
import { publicIdeas, startWorld, waitingIdeas, type World } from "./world.ts";

let world: World;
let link: CutProxy; // from the relay to the city
let relay: Relay;
let wire: CutProxy; // from the kiosk to the relay
let kiosk: Program;
let supported: string;
let ideasBefore: number;
let ballotsBefore: number;

before(async () => {
  world = await startWorld();
  link = await CutProxy.start(world.city.port);
  relay = await startRelay(world.place, world.city, link.url);
  await eventually("the relay has met its city", async () => {
    const health = (await (await fetch(`${relay.url}/health`)).json()) as { knows_city: boolean };
    return health.knows_city && (await fetch(`${relay.url}/api/v1/pull?scope=city,mitte`)).status === 200;
  });
  wire = await CutProxy.start(relay.port);
  const open = (await publicIdeas(world.city)).find(({ status }) => status === "collected");
  assert.ok(open, "the demo has a collected idea");
  supported = open.id;
  ideasBefore = countIdeas(world.city.data);
  ballotsBefore = countBallots(world.city.data, supported);
  kiosk = startKiosk(world.place, { url: wire.url, key: world.city.key, quarter: "mitte", scripted: true });
  await kiosk.must(`screen idea/${supported}`);
  await kiosk.must(`wait support.${supported} 30`);
});

after(async () => {
  await kiosk?.stop();
  await relay?.program.stop();
  await wire?.stop();
  await link?.stop();
  await world?.stop();
});

test("without a link a person reads that the stand has accepted, and the relay is killed", async () => {
  link.cut();
  await kiosk.must(`tap support.${supported}`);
  await kiosk.must("wait-text notice Gespeichert");
  await kiosk.must("screen start");
  await kiosk.must("tap call.idea");
  await kiosk.must("tap write.title");
  await kiosk.must("type Lampen am Stand");
  await kiosk.must("tap write.submit");
  await kiosk.must("wait saved");
  await kiosk.must("screen start");
  await kiosk.must("wait-text sync am Stand angenommen");
  await eventually("both are on the relay's disk", async () => {
    const status = await relayStatus(world.city, relay);
    return /operations: 1 wait/.test(status) && /ballots: 1 wait/.test(status);
  });
  await relay.program.kill();
  assert.equal(countIdeas(world.city.data), ideasBefore);
  assert.equal(countBallots(world.city.data, supported), ballotsBefore);
});

test("with a link everything is at the city exactly once, and what it publishes reaches the kiosk", async () => {
  link.heal();
  relay = await startRelay(world.place, world.city, link.url);
  await eventually("one more idea", () => countIdeas(world.city.data) === ideasBefore + 1, 30_000);
  await eventually("one more ballot", () => countBallots(world.city.data, supported) === ballotsBefore + 1, 30_000);

  await wire.stop();
  await kiosk.stop();
  kiosk = startKiosk(world.place, { url: relay.url, key: world.city.key, quarter: "mitte", scripted: true });
  const [idea] = (await waitingIdeas(world.city)).filter(({ title }) => title === "Lampen am Stand");
  assert.ok(idea, "it waits for the editors");
  await cityCommand(world.city, ["moderate", "publish", idea.id]);
  await kiosk.must(`screen idea/${idea.id}`);
  await kiosk.must(`wait support.${idea.id} 30`);
  assert.equal(countIdeas(world.city.data), ideasBefore + 1);
  assert.equal(countBallots(world.city.data, supported), ballotsBefore + 1);
});
