// SPDX-License-Identifier: EUPL-1.2
// Our kiosk as the bench works it: by its script for what people do, by the X server's finger where inputs
// are counted.
import { setTimeout as sleep } from "node:timers/promises";

import { type City, type Place, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { eventually } from "../e2e/eventually.ts";
import { type Display, panel } from "./display.ts";
import { type Area, areas, type Visitor } from "./kiosk_journey.ts";
import { pssMb, treeCpuMs } from "./machine.ts";

export type Stats = Record<
  | "first_frame_ms"
  | "frames"
  | "frame_cpu_ms_p50"
  | "frame_cpu_ms_p99"
  | "searches"
  | "search_ms_p50"
  | "search_ms_p99"
  | "search_shown_ms_p50"
  | "search_shown_ms_p99"
  | "inputs"
  | "input_to_present_frames_p50"
  | "input_to_present_frames_p99",
  number
>;

const startsMs = 120_000;
const fillMs = 600_000;
const restMs = 3000;
const arrivalMs = 100;
const attractSeconds = 10 + 20 + 5; // without a touch, and without an answer; and until it has come to rest
export const secondsToRest = attractSeconds + restMs / 1000;

// What was measured since the last time; after a start, once the first frame has been shown.
export const takeStats = async (kiosk: Program): Promise<Stats> => JSON.parse(await kiosk.must("stats anew", startsMs));

export interface Held {
  place: Place;
  city: City;
  name: string; // of the kiosk's data
}

interface Start {
  idleSeconds?: number;
  size?: { width: number; height: number };
  isShown?: boolean;
}

export function start({ place, city, name }: Held, { idleSeconds = 3600, size = panel, isShown = true }: Start = {}): Program {
  return startKiosk(place, { name, url: city.url, key: city.key, ...size, idleSeconds, scripted: true, isShown });
}

// A kiosk whose store has everything that the city has.
export async function fill(held: Held, ideas: number): Promise<void> {
  const kiosk = start(held, { isShown: false });
  try {
    await kiosk.must("screen ideas", fillMs);
    await eventually(
      "the kiosk holds every idea",
      async () => Number((await kiosk.must("value count")).replace(/\D/g, "")) >= ideas,
      fillMs,
    );
  } finally {
    await kiosk.stop();
  }
}

export interface Opened {
  frameMs: number; // from the start of the process to the first frame: the start screen, which takes touches
  cpuMs: number; // of all its threads by then
}

export async function measureStart(held: Held): Promise<Opened> {
  const kiosk = start(held);
  try {
    const { first_frame_ms } = await takeStats(kiosk);
    return { frameMs: first_frame_ms, cpuMs: treeCpuMs(kiosk.pid) };
  } finally {
    await kiosk.stop();
  }
}

interface Seen {
  id: string;
  label: string;
  middle: { x: number; y: number };
}

// What the kiosk's tree says it shows, in the order of the screen. `isWhole`: what has to be scrolled to as well.
export async function seen(kiosk: Program, isWhole = false): Promise<Seen[]> {
  const before = kiosk.said().length;
  await kiosk.must("dump", startsMs);
  return kiosk
    .said()
    .slice(before)
    .split("\n")
    .filter((line) => isWhole || !line.endsWith("hidden]"))
    .flatMap((line) => {
      const [, id, label, x, y, w, h] = /#(\S+) "(.*?)".* \[(-?\d+),(-?\d+) (\d+)x(\d+)(?: hidden)?\]$/.exec(line) ?? [];
      if (!id) return [];
      return [{ id, label: label ?? "", middle: { x: Number(x) + Number(w) / 2, y: Number(y) + Number(h) / 2 } }];
    });
}

const kinds = { station: /^tile\./, idea: /^idea\./, actor: /^actor\./, project: /^project\.[0-9a-f]{8}/ };

export class OurVisitor implements Visitor {
  readonly #kiosk: Program;

  constructor(kiosk: Program) {
    this.#kiosk = kiosk;
  }

  async #press(id: string): Promise<void> {
    await this.#kiosk.must(`tap ${id}`);
  }

  open(area: Area): Promise<void> {
    return this.#press(`nav.${area}`);
  }

  openStations(): Promise<void> {
    return this.#press("stations.all");
  }

  async openFirst(kind: keyof typeof kinds): Promise<void> {
    await this.#kiosk.must(kind === "station" ? "wait tile.0.0" : kind === "project" ? "wait title" : "wait count");
    const first = (await seen(this.#kiosk)).find(({ id }) => kinds[kind].test(id));
    if (!first) throw new Error(`the kiosk shows no ${kind}`);
    await this.#press(first.id);
    await this.#kiosk.must("wait back");
  }

  back(): Promise<void> {
    return this.#press("back");
  }

  async startSearch(): Promise<void> {
    await this.#press("search");
    await this.#kiosk.must("key end");
  }

  async type(letter: string): Promise<void> {
    await this.#kiosk.must(`type ${letter}`);
  }

  async erase(): Promise<void> {
    await this.#kiosk.must("key erase");
  }

  endSearch(): Promise<void> {
    return this.#press("key.done");
  }

  async scroll(): Promise<void> {
    await this.#kiosk.must("key page-down");
  }

  more(): Promise<void> {
    return this.#press("more");
  }

  async narrowRadar(): Promise<void> {
    await this.#press("radar.theme.environment");
  }

  async write(title: string, text: string): Promise<void> {
    await this.#press("call.idea");
    await this.#press("write.title");
    await this.#kiosk.must(`type ${title}`);
    await this.#kiosk.must("key back");
    await this.#press("write.text");
    await this.#kiosk.must(`type ${text}`);
    await this.#kiosk.must("key back");
    await this.#press("write.submit");
    await this.#kiosk.must("wait saved");
    await this.#press("saved.done");
  }
}

export async function pssAfter(kiosk: Program, visit: (visitor: Visitor) => Promise<number>): Promise<{ mb: number; rounds: number }> {
  const rounds = await visit(new OurVisitor(kiosk));
  await sleep(restMs);
  return { mb: pssMb(kiosk.pid), rounds };
}

// Per cent of one processor, on the screen that stands there when nobody does.
export async function idlePercent(held: Held, seconds: number): Promise<number> {
  const kiosk = start(held, { idleSeconds: 10 });
  try {
    await kiosk.must("wait nav.start 120", startsMs);
    await sleep(attractSeconds * 1000);
    await kiosk.must("expect-no nav.start");
    await sleep(restMs); // that was a question, and a frame
    const before = treeCpuMs(kiosk.pid);
    await sleep(seconds * 1000);
    return (treeCpuMs(kiosk.pid) - before) / (10 * seconds);
  } finally {
    await kiosk.stop();
  }
}

// Until everything that was done has arrived, and nothing moves any more: a script's line waits for that.
async function comesToRest(kiosk: Program): Promise<void> {
  await sleep(arrivalMs);
  await kiosk.must("frames", startsMs);
}

const middle = { x: panel.width / 2, y: panel.height / 2 };
const flingPixels = 900;

// Flings through the list and asks for more every third time, as long as there is more; then back upwards.
export async function scrollIdeas(kiosk: Program, display: Display, flings: number): Promise<Stats> {
  await kiosk.must("screen ideas");
  await kiosk.must("wait count");
  await takeStats(kiosk);
  for (let number = 0; number < flings; ++number) {
    if ((await kiosk.ask("expect more")).startsWith("ok") && number % 3 === 2) await kiosk.must("tap more");
    await display.fling(middle.x, middle.y + flingPixels / 2, -flingPixels, 12);
    await comesToRest(kiosk);
  }
  for (let number = 0; number < flings / 4; ++number) {
    await display.fling(middle.x, middle.y - flingPixels / 2, flingPixels, 12);
    await comesToRest(kiosk);
  }
  return takeStats(kiosk);
}

// Taps, keys, letters and drags through the X server, each when the screen has come to rest.
export async function countInputFrames(kiosk: Program, display: Display, rounds: number): Promise<Stats> {
  const tap = async (id: string) => {
    const node = (await seen(kiosk)).find((one) => one.id === id);
    if (!node) throw new Error(`the kiosk shows no ${id}`);
    await display.tap(Math.round(node.middle.x), Math.round(node.middle.y));
    await comesToRest(kiosk);
  };
  const key = async (name: string) => {
    await display.key(name);
    await comesToRest(kiosk);
  };
  await kiosk.must("screen start");
  await kiosk.must("wait nav.start");
  await takeStats(kiosk);
  for (let round = 0; round < rounds; ++round) {
    for (const area of areas) await tap(`nav.${area}`);
    await tap("nav.ideas");
    await tap("search");
    for (const letter of "park") await key(letter);
    for (const _ of "park") await key("BackSpace");
    await key("Escape");
    for (const name of ["Next", "Next", "Prior", "Tab", "Tab", "Tab"]) await key(name);
    await display.fling(middle.x, middle.y + flingPixels / 2, -flingPixels, 12);
    await comesToRest(kiosk);
    await tap("settings.open");
    await tap("sheet.done");
  }
  return takeStats(kiosk);
}
