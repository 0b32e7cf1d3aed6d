// SPDX-License-Identifier: EUPL-1.2
// A city without content, for tests of what must not go wrong: a folder, a server, and an end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type City, type CityOptions, type Place, root, startCity, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { countIdeas } from "./city_files.ts";
import { eventually } from "./eventually.ts";

export function newPlace(): Place {
  return {
    build: process.env.QP_BUILD ?? join(root, "build/dev"),
    folder: mkdtempSync(join(tmpdir(), "quartierpuls-bad-input-")),
  };
}

export function forget(place: Place): void {
  rmSync(place.folder, { recursive: true, force: true });
}

export function kioskOf(place: Place, city: City, url = city.url, name = "kiosk"): Program {
  return startKiosk(place, { name, url, key: city.key, scripted: true });
}

// A kiosk can take ideas once it has the city's keys.
export async function knowsCity(kiosk: Program): Promise<void> {
  await eventually(
    "the kiosk has been connected",
    async () => (await kiosk.ask("expect-no sync")).startsWith("ok"),
    20_000,
  );
}

export async function arrives(city: City, ideas: number): Promise<void> {
  await eventually(`${ideas} ideas at the city`, () => countIdeas(city.data) === ideas, 30_000);
}

export function restart(place: Place, city: City, options: CityOptions = {}): Promise<City> {
  return startCity(place, { port: city.port, ...options });
}

// What the tree of a kiosk's screen says.
export async function dump(kiosk: Program): Promise<string> {
  const before = kiosk.said().length;
  await kiosk.must("dump");
  return kiosk.said().slice(before);
}
