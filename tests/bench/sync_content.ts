// SPDX-License-Identifier: EUPL-1.2
// What a city has published, on its way to devices: all of it to a new kiosk, the newest to one that
// has the rest.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { type City, type Place, startCity } from "../../house/city_and_devices.ts";
import { median } from "./row.ts";
import { reaching, syncLoad } from "./sync_push.ts";

// Each idea comes with the tally of its supports: two entities.
export async function cityWithIdeas(place: Place, name: string, ideas: number): Promise<City> {
  const own = { ...place, folder: join(place.folder, name) };
  mkdirSync(join(own.folder, "city"), { recursive: true });
  const file = join(own.folder, "city/public.db");
  await promisify(execFile)(join(place.build, "tests/bench/make_ideas"), [file, String(ideas)]);
  return startCity(own);
}

export interface Bootstrap {
  firstSeconds: number; // the city makes the snapshot for it
  seconds: number; // the city has it already
}

interface Bootstrapped {
  seconds: number;
  ideas: number;
}

export async function measureBootstrap(place: Place, ideas: number, kiosks: number): Promise<Bootstrap> {
  const city = await cityWithIdeas(place, "bootstrap", ideas);
  try {
    const took: number[] = [];
    for (let number = 0; number <= kiosks; ++number) {
      const folder = join(place.folder, `new-kiosk-${number}`);
      mkdirSync(folder);
      const words = ["bootstrap", "--url", city.url, "--genesis", city.key, "--folder", folder, "--ideas", String(ideas)];
      const done = JSON.parse(await syncLoad(place, words)) as Bootstrapped;
      if (readdirSync(join(city.data, "snapshots")).length === 0) throw new Error("the kiosk has taken pages, no snapshot");
      took.push(done.seconds);
    }
    return { firstSeconds: took[0] ?? NaN, seconds: median(took.slice(1)) };
  } finally {
    await city.program.stop();
  }
}

// So many ideas as the city publishes them, for a peer to hold the same.
export async function publishedIdeas(place: Place, ideas: number): Promise<object[]> {
  const city = await cityWithIdeas(place, "published", ideas);
  try {
    const answer = await fetch(`${city.url}/opendata/ideas.json`);
    const { items } = (await answer.json()) as { items: object[] };
    return items;
  } finally {
    await city.program.stop();
  }
}

export interface Delta {
  entities: number;
  pullMs: number;
  cpuMs: number;
}

interface Pulled {
  pull_ms_p50: number;
  cpu_ms: number;
}

// The small and the large city run side by side and are asked in turn, so that whatever else the machine does
// weighs on both.
export async function measureDeltas(place: Place, sizes: number[], turns: number, pulls: number): Promise<Delta[]> {
  const cities: City[] = [];
  try {
    for (const entities of sizes) cities.push(await cityWithIdeas(place, `city-of-${entities}`, entities / 2));
    const asked: Pulled[][] = sizes.map(() => []);
    for (let turn = 0; turn < turns; ++turn)
      for (const [index, city] of cities.entries()) {
        const words = ["pull", ...reaching(city), "--newest", String(sizes[index]), "--pulls", String(pulls)];
        asked[index]?.push(JSON.parse(await syncLoad(place, words)) as Pulled);
      }
    return sizes.map((entities, index) => ({
      entities,
      pullMs: median((asked[index] ?? []).map((one) => one.pull_ms_p50)),
      cpuMs: median((asked[index] ?? []).map((one) => one.cpu_ms)),
    }));
  } finally {
    for (const city of cities) await city.program.stop();
  }
}
