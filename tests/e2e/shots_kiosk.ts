// SPDX-License-Identifier: EUPL-1.2
// Every screen of the kiosk as PNG, upright and lying, in German; some in Leichte Sprache and English.
//
//     node tests/e2e/shots_kiosk.ts DIR
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { openTeamScreen, pin } from "./team_screen.ts";
import { openData, startWorld, type World } from "./world.ts";

const folder = resolve(process.argv[2] ?? "");
if (!process.argv[2]) {
  console.error("usage: node tests/e2e/shots_kiosk.ts DIR");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const sizes: [number, number][] = [
  [1080, 1920],
  [1920, 1080],
];
const otherLanguages = ["de-x-leicht", "en", "ar"];

// File name and address of every screen that an address leads to.
async function screens(url: string): Promise<[string, string][]> {
  const first = async (table: string) => (await openData<{ id: string }>(url, table))[0]?.id ?? "";
  return [
    ["start", "start"],
    ["stations", "stations"],
    ["station", `station/${await first("stations")}`],
    ["idea_list", "ideas"],
    ["idea", `idea/${await first("ideas")}`],
    ["idea_write", "write"],
    ["own_ideas", "own"],
    ["actor_list", "actors"],
    ["actor", `actor/${await first("actors")}`],
    ["kickbox_list", "kickbox"],
    ["kickbox", `project/${await first("projects")}`],
    ["radar", "radar"],
    ["mood", "mood"],
    ["about", "about"],
  ];
}

class Camera {
  readonly #kiosk: Program;
  readonly #shape: string;
  count = 0;

  constructor(kiosk: Program, [width, height]: [number, number]) {
    this.#kiosk = kiosk;
    this.#shape = width < height ? "upright" : "lying";
  }

  async shoot(name: string): Promise<void> {
    await this.#kiosk.must(`shot ${join(folder, `kiosk_${name}.${this.#shape}.png`)}`);
    this.count += 1;
  }
}

// What only an act shows: keyboard, a saved idea, filters, the picture after the last answer.
async function shootActs(kiosk: Program, camera: Camera): Promise<void> {
  await kiosk.must("screen write");
  await kiosk.must("tap write.title");
  await kiosk.must("type Eine Bank vor der Stadtteilbibliothek");
  await camera.shoot("idea_write.keyboard");
  await kiosk.must("tap write.submit");
  await kiosk.must("wait saved");
  await camera.shoot("idea_saved");
  await kiosk.must("screen ideas");
  await kiosk.must("tap filters");
  await camera.shoot("idea_list.filters");
  await kiosk.must("screen ideas");
  await kiosk.must("tap search");
  await kiosk.must("type Banke");
  await camera.shoot("idea_list.search");
}

// The team's screen: its gate, then what lies behind it.
async function shootTeam(kiosk: Program, camera: Camera): Promise<void> {
  await kiosk.must("screen staff");
  for (const digit of pin.slice(0, 3)) await kiosk.must(`tap staff.digit.${digit}`);
  await camera.shoot("staff.pin");
  await openTeamScreen(kiosk);
  await kiosk.must("wait-text staff.stick Stick erkannt:");
  await camera.shoot("staff");
  await kiosk.must("tap staff.write");
  await kiosk.must("wait staff.result 20");
  await camera.shoot("staff.written");
  await kiosk.must("tap staff.leave");
}

async function shootAll(world: World, size: [number, number]): Promise<number> {
  const [width, height] = size;
  const stick = join(world.place.folder, "STICK");
  mkdirSync(stick, { recursive: true });
  const kiosk = startKiosk(world.place, {
    name: `kiosk-${width}`,
    url: world.city.url,
    key: world.city.key,
    quarter: "mitte",
    place: "Neues Rathaus",
    width,
    height,
    idleSeconds: 3600,
    pinHash: pinHash(world.place, pin),
    stick: { folder: stick, isMounted: false },
    scripted: true,
  });
  try {
    const camera = new Camera(kiosk, size);
    await kiosk.must("wait live 90", 95_000);
    const all = await screens(world.city.url);
    for (const [name, address] of all) {
      await kiosk.must(`screen ${address}`);
      await camera.shoot(name);
    }
    await shootActs(kiosk, camera);
    await shootTeam(kiosk, camera);
    for (const language of otherLanguages) {
      await kiosk.must("screen start");
      await kiosk.must(`tap lang.${language}`);
      for (const [name, address] of all.filter(([name]) => ["start", "idea_list", "radar"].includes(name))) {
        await kiosk.must(`screen ${address}`);
        await camera.shoot(`${name}.${language}`);
      }
    }
    return camera.count;
  } finally {
    await kiosk.stop();
  }
}

const world = await startWorld({ feed: [] });
try {
  let count = 0;
  for (const size of sizes) count += await shootAll(world, size);
  console.log(`${count} kiosk screens in ${folder}`);
} finally {
  await world.stop();
}
