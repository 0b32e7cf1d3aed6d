// SPDX-License-Identifier: EUPL-1.2
// A city, a stand, kiosks and phones under load; kills at moments that a seed chooses; then healing.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import {
  type City,
  cityCommand,
  freePort,
  type Place,
  root,
  startCity,
  startRelay,
} from "../../house/city_and_devices.ts";
import { eventually } from "../e2e/eventually.ts";
import * as cbor from "../e2e/stranger/cbor.ts";
import { Client } from "../e2e/stranger/client.ts";
import { random } from "../e2e/stranger/cryptography.ts";
import * as operations from "../e2e/stranger/operations.ts";
import { type Choose, choices, deckOf } from "./choices.ts";
import { assertSameContent, filesWith, publicContent } from "./content.ts";
import { bring, newIdea, Phone } from "./phones.ts";
import { Promises } from "./promises.ts";
import { CityVictim, DeviceVictim, type Holder, KioskVictim, RelayVictim, type Victim } from "./victims.ts";
import { overStand, toCity, type Way } from "./ways.ts";

const afterReadyMsMax = 300; // from "works again" to the next kill
const whileStartingMsMax = 80; // of every fourth: killed again before it works
const answersWithinMs = 1000;
const drainsWithinMs = 180_000;
const tallyStep = 5;

const regretted = ["Elwetritsch", "Murmeltier", "Wolpertinger"]; // stand in nothing else

interface PublicIdea {
  id: Buffer;
  author: operations.Author;
}

// Public, so that it can be supported, and taken back.
async function publicIdea(client: Client, city: City, promises: Promises, title: string): Promise<PublicIdea> {
  const idea = { id: random(16), author: operations.newAuthor() };
  promises.took(await client.push([await newIdea(client.city, idea.id, promises, { title, author: idea.author })]));
  await cityCommand(city, ["moderate", "publish", idea.id.toString("hex"), "--theme", "quality"]);
  return idea;
}

// The tally of a poll that the city publishes.
async function tallyOf(client: Client, poll: Buffer): Promise<number> {
  for (let cursor: Buffer | undefined; ; ) {
    const page = await client.pull(["city", "mitte"], cursor);
    const tally = page.changes.find(({ kind, id }) => kind === 4 && id.equals(poll));
    if (tally?.payload) return cbor.uint(cbor.list(cbor.fields(cbor.read(tally.payload)).get(2n))[0]);
    if (!page.hasMore) return 0;
    cursor = page.cursor;
  }
}

export interface Crashes {
  kills: number;
  seed: number;
  say(line: string): void;
}

class System {
  readonly promises = new Promises();
  readonly place: Place;
  readonly victims: Victim[] = [];
  private readonly phones: Phone[] = [];
  private readonly city: City;
  private readonly cityVictim: CityVictim;
  private readonly client: Client;
  private polls: Buffer[] = [];
  private toTakeBack: PublicIdea[] = [];
  private readonly takenBack: Promise<void>[] = [];
  private ways: Way[] = [];
  private holders: Holder[] = [];
  private relay: RelayVictim | undefined;
  private kiosk: KioskVictim | undefined;

  private constructor(place: Place, city: City, client: Client) {
    this.place = place;
    this.city = city;
    this.client = client;
    this.cityVictim = new CityVictim(place, this.promises, city);
    this.victims.push(this.cityVictim);
  }

  static async start(choose: Choose): Promise<System> {
    const place: Place = {
      build: process.env.QP_BUILD ?? join(root, "build/dev"),
      folder: mkdtempSync(join(tmpdir(), "quartierpuls-crashes-")),
    };
    // Each comes back at the address where the others look for it.
    const city = await startCity(place, { port: await freePort() });
    const system = new System(place, city, await Client.meet(city.url));
    try {
      await system.startOthers(choose);
    } catch (error) {
      await system.end();
      throw error;
    }
    return system;
  }

  private async startOthers(choose: Choose): Promise<void> {
    const { place, promises, city, client } = this;
    for (const title of ["A poll", "Another poll"])
      this.polls.push((await publicIdea(client, city, promises, title)).id);
    for (const title of regretted) this.toTakeBack.push(await publicIdea(client, city, promises, title));
    const polls = this.polls.map((poll) => poll.toString("hex"));
    const relay = await startRelay(place, city, city.url, await freePort());
    this.relay = new RelayVictim(place, promises, relay);
    this.victims.push(this.relay);
    await eventually("the stand has met its city", async () => {
      const health = (await (await fetch(`${relay.url}/health`)).json()) as { knows_city: boolean };
      return health.knows_city;
    });
    const near = { name: "device-near", url: city.url, key: city.key, polls, choose };
    const far = { ...near, name: "device-far", url: relay.url };
    this.kiosk = new KioskVictim(place, promises, relay.url, city.key);
    this.holders = [new DeviceVictim(place, promises, near), new DeviceVictim(place, promises, far), this.kiosk];
    this.victims.push(...this.holders);
    for (const holder of this.holders) {
      await holder.start();
      if (holder === this.kiosk) await this.kiosk.knowsCity();
      await holder.ready();
    }
    for (const holder of this.holders)
      await eventually(`${holder.name} holds what will be taken back`, () => filesWith(regretted, holder.folder).length > 0);
    const direct = toCity(client, promises, this.cityVictim.answers);
    const stand = overStand(await Client.meet(relay.url), promises, this.relay.answers);
    this.ways = [direct, stand];
    const parts = { city: client.city, promises, polls: this.polls };
    for (const way of [direct, direct, direct, stand, stand])
      this.phones.push(new Phone({ ...parts, way, choose: choices(choose() * 2 ** 32) }));
  }

  // The next of those ideas, by its author, straight or over the stand, whatever is killed meanwhile.
  takeBackNext(): void {
    const idea = this.toTakeBack.pop();
    const way = this.ways[this.toTakeBack.length % this.ways.length];
    if (!idea || !way) return;
    const { city } = this.client;
    const withdraw = async () => {
      const withdrawal = operations.ideaWithdraw(idea.id);
      const operation = await operations.sealed(city, idea.author, 3, withdrawal, Date.now());
      await bring(way, operations.signBatch(city, idea.author, [operation]));
    };
    const done = withdraw();
    done.catch(() => {}); // heal() tells it
    this.takenBack.push(done);
  }

  // Nobody enters anything more; then the power fails, once for all of them, and comes back.
  async heal(): Promise<void> {
    for (const holder of this.holders) await holder.becomesQuiet();
    await Promise.all(this.victims.map((victim) => victim.kill()));
    for (const victim of this.victims) {
      victim.check();
      await victim.start();
    }
    for (const victim of this.victims) await victim.ready();
    await Promise.all(this.phones.map((phone) => phone.drained(drainsWithinMs)));
    for (const holder of [...this.holders, this.relay])
      await eventually(`${holder?.name} has passed on everything`, () => holder?.waiting() === 0, drainsWithinMs);
    await Promise.all(this.takenBack);
    assert.equal(this.toTakeBack.length, 0);
    // A device looks every half a minute at the latest, and a stand's devices after it.
    const isGone = () => filesWith(regretted, this.place.folder).length === 0;
    await eventually("words that were taken back stand in no file", isGone, drainsWithinMs);
    const shown = () => publicContent(join(this.place.folder, "city"), "public.db");
    const hold = (holder: Holder) => publicContent(holder.folder, holder.contentFile);
    for (const holder of this.holders)
      await eventually(`${holder.name} shows what the city shows`, () => String(hold(holder)) === String(shown()), drainsWithinMs)
        .catch((error) => {
          assertSameContent(holder.name, hold(holder), shown());
          throw error;
        });
  }

  // Whole files are looked at while nobody writes them; what the city shows, after one more start.
  async checkWhole(): Promise<void> {
    for (const victim of this.victims) await victim.stop();
    for (const victim of this.victims) victim.check();
    const files = this.holders.map((holder) => holder.files());
    const ballots = this.promises.checkAllArrived(join(this.place.folder, "city"), files);
    await this.cityVictim.start();
    await this.cityVictim.ready();
    await this.checkTallies(ballots);
    await this.checkTitles();
  }

  // What the city shows is what it counted, up to a step that is not full yet.
  private async checkTallies(ballots: Map<string, { choice: number }>): Promise<void> {
    for (const poll of this.polls) {
      const name = poll.toString("hex");
      const counted = [...ballots].filter(([key, { choice }]) => key.startsWith(name) && choice > 0).length;
      const isShown = async () => Math.abs((await tallyOf(this.client, poll)) - counted) < tallyStep;
      await eventually(`the tally of ${name} follows its ${counted} ballots`, isShown, 30_000);
    }
  }

  // What the kiosk's screen said was saved waits for the editors, once.
  private async checkTitles(): Promise<void> {
    const listed = JSON.parse(await cityCommand(this.city, ["moderate", "list", "--json"])) as { title: string }[];
    const times = new Map<string, number>();
    for (const { title } of listed) times.set(title, (times.get(title) ?? 0) + 1);
    for (const title of this.kiosk?.titles ?? []) assert.equal(times.get(title), 1, `${title} is at the city once`);
  }

  async end(): Promise<void> {
    for (const phone of this.phones) phone.switchOff();
    for (const victim of this.victims) await victim.kill().catch(() => {});
  }
}

// The programs that a city installs; crash_device stands in for more kiosks and comes on top.
const installed = ["city", "relay", "kiosk"];

async function killThem(system: System, kills: number, choose: Choose): Promise<Map<string, number>> {
  const { victims } = system;
  const killed = new Map<string, number>();
  const kill = async (victim: Victim) => {
    await victim.kill();
    killed.set(victim.name, (killed.get(victim.name) ?? 0) + 1);
    victim.check();
    await victim.start();
  };
  const deck = deckOf(victims.flatMap((victim) => Array.from({ length: victim.weight }, () => victim)), choose);
  const counted = () => installed.reduce((sum, name) => sum + (killed.get(name) ?? 0), 0);
  let takenBack = 0;
  while (counted() < kills) {
    const victim = deck.next().value;
    await sleep(choose() * afterReadyMsMax);
    // At any moment, or in the one in which somebody has just been told something.
    if (choose() < 0.5) await victim.answers?.next(() => victim.strike(), answersWithinMs);
    await kill(victim);
    if (choose() < 0.25) {
      await sleep(choose() * whileStartingMsMax);
      await kill(victim);
    }
    await victim.ready();
    for (; takenBack < regretted.length && counted() * (regretted.length + 1) > kills * (takenBack + 1); ++takenBack)
      system.takeBackNext();
  }
  for (; takenBack < regretted.length; ++takenBack) system.takeBackNext();
  for (const name of installed) assert.ok((killed.get(name) ?? 0) >= kills / 8, `${name} had its share: ${[...killed]}`);
  return killed;
}

export async function crashes({ kills, seed, say }: Crashes): Promise<void> {
  const choose = choices(seed);
  say(`seed ${seed}: QP_CRASH_SEED=${seed} takes it again`);
  const system = await System.start(choose);
  say(`files in ${system.place.folder} until it has passed`);
  try {
    const killed = await killThem(system, kills, choose);
    say(`killed ${[...killed].map(([name, times]) => `${name} ${times}`).join(", ")} times; ${system.promises.said}`);
    await system.heal();
    await system.checkWhole();
    say(`healed: ${system.promises.said}`);
  } finally {
    await system.end();
  }
  rmSync(system.place.folder, { recursive: true, force: true });
}
