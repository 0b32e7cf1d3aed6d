// SPDX-License-Identifier: EUPL-1.2
// Every screen of the kiosk as PNG, upright and lying, in German, Leichte Sprache and Arabic, light and in high
// contrast; some in other themes, text sizes and English, and what a kiosk shows that has never met its city. About 490
// pictures: a look, upright and lying, has 75 and took six minutes on two cores with much else to do.
//
//     node tests/e2e/shots_kiosk.ts DIR [LOOK...]     where not all: de.light, ar.contrast_light …
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { pinHash, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { openTeamScreen, pin } from "./team_screen.ts";
import { openData, startWorld, type World } from "./world.ts";

const folder = resolve(process.argv[2] ?? "");
if (!process.argv[2]) {
  console.error("usage: node tests/e2e/shots_kiosk.ts DIR [LOOK...]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const sizes: [number, number][] = [
  [1080, 1920],
  [1920, 1080],
];
type Look = { language: string; theme: string };
const plain: Look = { language: "de", theme: "light" };
const wanted = process.argv.slice(3);
const looks: Look[] = ["de", "de-x-leicht", "ar"]
  .flatMap((language) => ["light", "contrast_light"].map((theme) => ({ language, theme })))
  .filter(({ language, theme }) => wanted.length === 0 || wanted.includes(`${language}.${theme}`));
const isPlain = ({ language, theme }: Look) => language === plain.language && theme === plain.theme;

// File name and address of every screen that an address leads to.
async function screens(url: string): Promise<[string, string][]> {
  const first = async (table: string) => (await openData<{ id: string }>(url, table))[0]?.id ?? "";
  return [
    ["start", "start"],
    ["stations", "stations"],
    ["station", `station/${await first("stations")}`],
    ["idea_list", "ideas"],
    ["idea", `idea/${await first("ideas")}`],
    ["idea_report", `report/${await first("ideas")}`],
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
  readonly #look: string; // nothing where it is the plain one
  count = 0;

  constructor(kiosk: Program, [width, height]: [number, number], { language, theme }: Look = plain) {
    this.#kiosk = kiosk;
    this.#shape = width < height ? "upright" : "lying";
    this.#look = [language === plain.language ? "" : `.${language}`, theme === plain.theme ? "" : `.${theme}`].join("");
  }

  async shoot(name: string): Promise<void> {
    await this.#kiosk.must(`shot ${join(folder, `kiosk_${name}${this.#look}.${this.#shape}.png`)}`);
    this.count += 1;
  }
}

async function choose(kiosk: Program, { language, theme }: Look): Promise<void> {
  await kiosk.must("screen start");
  await kiosk.must("tap settings.open");
  await kiosk.must(`tap set.language.${language}`);
  await kiosk.must(`tap set.theme.${theme}`);
  await kiosk.must("tap sheet.done");
}

// What only an act shows: keyboard, a draft as a QR code, a saved idea, filters, a table, a narrowed radar, the
// Stimmungsbild.
async function shootActs(kiosk: Program, camera: Camera, station: string): Promise<void> {
  await kiosk.must("screen start");
  await kiosk.must("key help");
  await camera.shoot("help");
  await kiosk.must("key help");
  await kiosk.must("tap settings.open");
  await camera.shoot("settings");
  await kiosk.must("tap sheet.done");
  await kiosk.must("screen write");
  await kiosk.must("tap write.title");
  await kiosk.must("type Eine Bank vor der Stadtteilbibliothek");
  await camera.shoot("idea_write.keyboard");
  await kiosk.must("tap write.take_along");
  await kiosk.must("wait take_along.code");
  await camera.shoot("idea_write.take_along");
  await kiosk.must("tap take_along.done");
  await kiosk.must("tap write.submit");
  await kiosk.must("wait saved");
  await camera.shoot("idea_saved");
  for (const [name, address] of [
    ["idea_list", "ideas"],
    ["actor_list", "actors"],
    ["kickbox_list", "kickbox"],
  ] as const) {
    await kiosk.must(`screen ${address}`);
    await kiosk.must("tap filters");
    await camera.shoot(`${name}.filters`);
  }
  await kiosk.must("screen ideas");
  await kiosk.must("tap search");
  await kiosk.must("type Banke");
  await camera.shoot("idea_list.search");
  await kiosk.must("type xyz");
  await camera.shoot("idea_list.nothing_found");
  await kiosk.must(`screen ${station}`);
  await kiosk.must("tap show.table");
  await camera.shoot("station.table");
  await kiosk.must("screen radar");
  await kiosk.must("tap radar.theme.environment");
  await camera.shoot("radar.narrowed");
  await kiosk.must("screen mood");
  await kiosk.must("tap stone.4");
  await kiosk.must("wait mood.saved");
  await camera.shoot("mood.answered");
}

// Other themes, a larger text, and a language less.
async function shootLooks(kiosk: Program, camera: Camera): Promise<void> {
  for (const [group, choice] of [
    ["theme", "dark"],
    ["theme", "contrast_dark"],
    ["text_size", "largest"],
  ] as const) {
    await kiosk.must("screen start");
    await kiosk.must("tap settings.open");
    await kiosk.must(`tap set.${group}.${choice}`);
    await kiosk.must("tap sheet.done");
    for (const screen of ["start", "ideas", "mood"]) {
      await kiosk.must(`screen ${screen}`);
      await camera.shoot(`${screen}.${choice}`);
    }
    await kiosk.must("tap settings.open");
    await kiosk.must("tap set.theme.light");
    await kiosk.must("tap set.text_size.normal");
    await kiosk.must("tap sheet.done");
  }
  await choose(kiosk, { language: "en", theme: plain.theme });
  for (const screen of ["start", "ideas", "radar"]) {
    await kiosk.must(`screen ${screen}`);
    await camera.shoot(`${screen}.en`);
  }
  await choose(kiosk, plain);
}

// A kiosk that has never met its city.
async function shootAlone(world: World, [width, height]: [number, number]): Promise<number> {
  const kiosk = startKiosk(world.place, {
    name: `alone-${width}`,
    url: "http://127.0.0.1:1",
    key: world.city.key,
    quarter: "mitte",
    place: "Neues Rathaus",
    width,
    height,
    scripted: true,
  });
  try {
    const camera = new Camera(kiosk, [width, height]);
    for (const screen of ["start", "ideas", "actors", "kickbox", "radar", "mood", "stations"]) {
      await kiosk.must(`screen ${screen}`);
      await camera.shoot(`${screen}.no_data`);
    }
    return camera.count;
  } finally {
    await kiosk.stop();
  }
}

// What a kiosk shows most of the day, and the question before: nobody is there.
async function shootUnattended(world: World, [width, height]: [number, number]): Promise<number> {
  const kiosk = startKiosk(world.place, {
    name: `unattended-${width}`,
    url: world.city.url,
    key: world.city.key,
    quarter: "mitte",
    place: "Neues Rathaus",
    width,
    height,
    idleSeconds: 10,
    scripted: true,
  });
  try {
    let count = 0;
    await kiosk.must("wait live 90", 95_000);
    for (const look of [...looks.filter((one) => !isPlain(one)), plain]) {
      const camera = new Camera(kiosk, [width, height], look);
      await choose(kiosk, look);
      await kiosk.must("screen ideas");
      await kiosk.must("wait still.here 20", 25_000);
      await camera.shoot("are_you_there");
      count += camera.count;
      if (look !== plain) await kiosk.must("tap still.here");
    }
    const camera = new Camera(kiosk, [width, height]);
    await kiosk.must("wait attract 30", 35_000);
    await camera.shoot("attract");
    return count + camera.count;
  } finally {
    await kiosk.stop();
  }
}

// The team's screen: its gate, then what lies behind it.
async function shootTeam(kiosk: Program, camera: Camera): Promise<void> {
  await kiosk.must("screen staff");
  for (const digit of pin.slice(0, 3)) await kiosk.must(`tap staff.digit.${digit}`);
  await camera.shoot("staff.pin");
  await openTeamScreen(kiosk);
  await kiosk.must("wait staff.write");
  await camera.shoot("staff");
  await kiosk.must("tap staff.write");
  await kiosk.must("wait staff.result 20");
  await camera.shoot("staff.written");
  await kiosk.must("tap staff.poster");
  await kiosk.must("wait staff.poster_now");
  await camera.shoot("staff.event");
  await kiosk.must("tap staff.log");
  await kiosk.must("wait staff.log.0");
  await camera.shoot("staff.log");
  await kiosk.must("key back");
  await kiosk.must("tap staff.pair");
  await kiosk.must("wait staff.pair.code");
  await camera.shoot("staff.pairing");
  await kiosk.must("key back");
  await kiosk.must("tap staff.poster_now");
  await kiosk.must("wait poster.begin");
  await camera.shoot("poster");
}

// In one look: a kiosk of its own, which nobody has searched or narrowed anything on.
async function shootAll(world: World, size: [number, number], look: Look): Promise<number> {
  const [width, height] = size;
  const stick = join(world.place.folder, "STICK");
  mkdirSync(stick, { recursive: true });
  const kiosk = startKiosk(world.place, {
    name: `kiosk-${width}-${look.language}-${look.theme}`,
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
    const camera = new Camera(kiosk, size, look);
    await kiosk.must("wait live 90", 95_000);
    await choose(kiosk, look);
    const all = await screens(world.city.url);
    for (const [name, address] of all) {
      await kiosk.must(`screen ${address}`);
      await camera.shoot(name);
    }
    await shootActs(kiosk, camera, all.find(([name]) => name === "station")?.[1] ?? "");
    if (isPlain(look)) await shootLooks(kiosk, camera);
    await shootTeam(kiosk, camera);
    return camera.count;
  } finally {
    await kiosk.stop();
  }
}

const world = await startWorld({ feed: [] });
try {
  let count = 0;
  for (const size of sizes) {
    for (const look of looks) count += await shootAll(world, size, look);
    count += await shootAlone(world, size);
    count += await shootUnattended(world, size);
  }
  console.log(`${count} kiosk screens in ${folder}`);
} finally {
  await world.stop();
}
