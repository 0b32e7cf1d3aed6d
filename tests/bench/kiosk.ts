// SPDX-License-Identifier: EUPL-1.2
// The kiosk, measured beside Chromium in kiosk mode: node tests/bench/kiosk.ts [--json FILE] [--quick]
// [--ours-alone] [--only PART,...] (./dev bench kiosk builds first). --quick goes through everything with small
// numbers: its figures mean nothing. Parts: starts, memory, search, idle, scrolling.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";

import { type City, type Place, root, startCity, startFeed } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { hasLiveValues, hasTiles, openData } from "../e2e/world.ts";
import { Display } from "./display.ts";
import * as peer from "./kiosk_chromium.ts";
import { journey } from "./kiosk_journey.ts";
import * as ours from "./kiosk_ours.ts";
import { type Misspelling, misspellings, searchRecall, searchTimes } from "./kiosk_search.ts";
import { dropPageCache } from "./machine.ts";
import { wantedParts } from "./parts.ts";
import { type Aim, beside, median, report, type Row, row } from "./row.ts";

const aims: Record<string, Aim> = {
  pss_mb: { peersShare: 1 / 3 },
  cold_start_ms: { peersShare: 1 / 4 },
  idle_cpu_percent: { atMost: 0.5, peersShare: 1 },
  frame_cpu_ms: 3,
  input_to_present_frames: 2,
  search_ms: 10,
  search_recall: { atLeast: 0.95 },
};

const { values: given } = parseArgs({
  options: {
    json: { type: "string" },
    quick: { type: "boolean" },
    "ours-alone": { type: "boolean" },
    only: { type: "string" },
  },
});
const size = given.quick
  ? { ideas: 400, scrolled: 200, walk: 1, starts: 1, idle: 2, flings: 4, inputs: 1, timed: 2, misspelled: 10 }
  : { ideas: 100_000, scrolled: 10_000, walk: 300, starts: 5, idle: 60, flings: 80, inputs: 15, timed: 60, misspelled: 500 };
const hasPeer = !given["ours-alone"];
const partsOfFull = ["starts", "memory", "search", "idle"] as const;
const isWanted = wantedParts([...partsOfFull, "scrolling"], given.only);
const isCold = !given.quick; // a test does not slow down the machine that it runs on
const minutesMax = 45;

const folder = mkdtempSync(join(tmpdir(), "quartierpuls-bench-"));
const build = process.env.QP_BUILD ?? join(root, "build/release");
const rows: Row[] = [];
const chromium = "Chromium in kiosk mode";

function add(metric: string, unit: string, figure: number, peers: Record<string, number | undefined> = {}): void {
  const own = row("kiosk", metric, unit, figure);
  const known = Object.entries(peers).filter(([, value]) => value !== undefined);
  if (known.length === 0) rows.push(own);
  for (const [name, value] of known) rows.push(beside(own, name, value ?? null));
}

interface World extends ours.Held {
  feed: Program;
}

// A city with the demo's content, live values, and so many ideas of as many different words as people use; and
// a kiosk that holds it all.
async function cityAndKiosk(name: string, ideas: number): Promise<World> {
  const place: Place = { build, folder: join(folder, name) };
  mkdirSync(join(place.folder, "city"), { recursive: true });
  const file = join(place.folder, "city/public.db");
  await promisify(execFile)(join(build, "tests/bench/make_ideas"), [file, String(ideas), "1", "varied"]);
  const feed = await startFeed(place);
  const city = await startCity(place, { feeds: [feed.url], demo: true });
  await hasLiveValues(city);
  const held = { place, city, name: "kiosk" };
  await ours.fill(held, ideas);
  return { ...held, feed: feed.program };
}

async function stop({ feed, city }: World): Promise<void> {
  await city.program.stop();
  await feed.stop();
}

// The city's answer comes out of memory for either: it is a server, and runs elsewhere.
async function forgetFiles({ city }: World): Promise<void> {
  if (!isCold) return;
  if (!dropPageCache()) console.log("  the page cache cannot be dropped here: starts are warm, not cold");
  await hasTiles(city);
}

async function measureStarts(world: World, installed: peer.Installed): Promise<void> {
  const own: ours.Opened[] = [];
  const app: peer.Opened[] = [];
  // In turn, so that whatever else the machine does weighs on both.
  for (let time = 0; time < size.starts; ++time) {
    await forgetFiles(world);
    own.push(await ours.measureStart(world));
    if (!hasPeer) continue;
    await forgetFiles(world);
    app.push(await peer.measureStart(installed));
  }
  const ofApp = (pick: (opened: peer.Opened) => number) => (hasPeer ? median(app.map(pick)) : undefined);
  add("cold_start_ms", "ms", median(own.map(({ frameMs }) => frameMs)), {
    [`${chromium}, the city's first view`]: ofApp(({ viewMs }) => viewMs),
    [`${chromium}, its own store`]: ofApp(({ coreMs }) => coreMs),
  });
  add("cold_start_cpu_ms", "ms", median(own.map(({ cpuMs }) => cpuMs)), {
    [`${chromium}, its own store`]: ofApp(({ cpuMs }) => cpuMs),
  });
}

async function measureMemory(world: World, installed: peer.Installed, words: string[]): Promise<void> {
  const kiosk = ours.start(world);
  await kiosk.must("wait live 120", 125_000);
  const own = await ours.pssAfter(kiosk, (visitor) => journey(visitor, size.walk, words));
  await kiosk.stop();
  const app = hasPeer ? await peer.pssAfter(installed, (visitor) => journey(visitor, size.walk, words)) : undefined;
  console.log(`  rounds of the journey: ${own.rounds}, and ${app?.rounds ?? "no"} in Chromium`);
  add("pss_mb", "MB", own.mb, { [chromium]: app?.mb });
}

// Without new values: nothing comes, nothing is due.
async function measureIdle(world: World, installed: peer.Installed): Promise<void> {
  await world.feed.stop();
  const own = await ours.idlePercent(world, size.idle);
  const app = hasPeer ? await peer.idlePercent(installed, size.idle, given.quick ? 1 : ours.secondsToRest) : undefined;
  add("idle_cpu_percent", "%", own, { [chromium]: app });
}

async function measureSearch(world: World, words: Misspelling[]): Promise<void> {
  const timed = words.slice(0, size.timed).flatMap(({ word, typed }) => [word, typed]);
  const times = await searchTimes(world, timed);
  add("search_ms_p50", "ms", times.search_ms_p50);
  add("search_ms", "ms p99", times.search_ms_p99);
  add("search_shown_ms_p50", "ms", times.search_shown_ms_p50);
  add("search_shown_ms", "ms p99", times.search_shown_ms_p99);
  const { recall, missed } = await searchRecall(world, words);
  add("search_recall", "share", recall);
  const some = missed.slice(0, 10).map(({ word, typed }) => `${typed} (${word})`);
  if (some.length > 0) console.log(`  not found, among others: ${some.join(", ")}`);
}

async function measureScrolling(display: Display): Promise<void> {
  const world = await cityAndKiosk("scrolled", size.scrolled);
  const kiosk = ours.start(world);
  try {
    const scrolled = await ours.scrollIdeas(kiosk, display, size.flings);
    add("frame_cpu_ms_p50", "ms", scrolled.frame_cpu_ms_p50);
    add("frame_cpu_ms", "ms p99", scrolled.frame_cpu_ms_p99);
    const worked = await ours.countInputFrames(kiosk, display, size.inputs);
    add("input_to_present_frames_p50", "frames", worked.input_to_present_frames_p50);
    add("input_to_present_frames", "frames p99", worked.input_to_present_frames_p99);
    console.log(`  ${scrolled.frames} frames scrolled, ${worked.inputs} inputs with an effect`);
  } finally {
    await kiosk.stop();
    await stop(world);
  }
}

async function measure(display: Display): Promise<void> {
  if (partsOfFull.some(isWanted)) await measureFull();
  if (isWanted("scrolling")) await measureScrolling(display);
}

async function measureFull(): Promise<void> {
  const world = await cityAndKiosk("full", size.ideas);
  try {
    const installed = { url: world.city.url, profile: join(folder, "profile"), log: join(folder, "chromium.log") };
    if (hasPeer) await peer.install(installed, size.ideas);
    const titles = (await openData<{ title: string }>(world.city.url, "ideas")).map(({ title }) => title);
    const words = misspellings(titles, size.misspelled);
    if (isWanted("starts")) await measureStarts(world, installed);
    if (isWanted("memory")) await measureMemory(world, installed, words.map(({ word }) => word));
    if (isWanted("search")) await measureSearch(world, words);
    if (isWanted("idle")) await measureIdle(world, installed);
  } finally {
    await stop(world);
  }
}

const forget = () => rmSync(folder, { recursive: true, force: true });

// What was started ends with us (house/program.ts).
const bound = setTimeout(() => {
  console.error(`not done within ${minutesMax} minutes`);
  forget();
  process.exit(1);
}, minutesMax * 60_000);
const display = await Display.open();
try {
  await measure(display);
} finally {
  clearTimeout(bound);
  display.close();
  forget();
}
report(rows, given.quick ? {} : aims, given.json);
