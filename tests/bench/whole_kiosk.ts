// SPDX-License-Identifier: EUPL-1.2
// The kiosk with 100,000 ideas on its disk and no network: how soon it draws, what a frame costs, how long
// from a press to the durable commit. The kiosk itself holds the watch (script command `stats`).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Place, startCity, startFeed, startKiosk } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { eventually } from "../e2e/eventually.ts";
import { median, type Row, row } from "./row.ts";

const ideas = 100_000;
const starts = 5;
const saves = 200;

type Stats = Record<
  "first_frame_ms" | "frames" | "frame_cpu_ms_p50" | "frame_cpu_ms_p99" | "idea_save_ms_p50" | "idea_save_ms_p99" | "idea_saves",
  number
>;

const stats = async (kiosk: Program): Promise<Stats> => JSON.parse(await kiosk.must("stats"));

// What a person does: looks at every area, searches, scrolls, narrows.
async function walk(kiosk: Program): Promise<void> {
  for (const screen of ["start", "stations", "ideas", "radar", "actors", "kickbox", "mood", "write"]) {
    await kiosk.must(`screen ${screen}`);
    await kiosk.must("key page-down");
    await kiosk.must("key page-down");
  }
  await kiosk.must("screen ideas");
  await kiosk.must("tap search");
  for (const letter of "Trinkbrunnen") await kiosk.must(`type ${letter}`);
}

async function saveIdeas(kiosk: Program): Promise<void> {
  for (let number = 1; number <= saves; ++number) {
    await kiosk.must("screen write");
    await kiosk.must("tap write.title");
    await kiosk.must(`type Mehr Licht auf dem Weg zum Park ${number}`);
    await kiosk.must("tap write.submit");
    await kiosk.must("wait saved");
  }
}

// "100 040 Ideen", as the list says it.
async function countIdeas(kiosk: Program): Promise<number> {
  return Number((await kiosk.must("value count")).replace(/\D/g, ""));
}

// A kiosk that has taken everything from a city with so many ideas, and then lost its network.
async function filledKiosk(place: Place): Promise<{ url: string; key: string }> {
  const data = join(place.folder, "city");
  mkdirSync(data);
  execFileSync(join(place.build, "tests/bench/make_ideas"), [join(data, "public.db"), String(ideas)]);
  const feed = await startFeed(place);
  const city = await startCity(place, { feeds: [feed.url], demo: true });
  const kiosk = startKiosk(place, { url: city.url, key: city.key, scripted: true });
  await kiosk.must("wait live 300", 305_000);
  await kiosk.must("screen ideas");
  await eventually("the kiosk holds every idea", async () => (await countIdeas(kiosk)) >= ideas, 600_000);
  for (const program of [kiosk, city.program, feed.program]) await program.stop();
  return { url: city.url, key: city.key };
}

export async function measureKiosk(build: string): Promise<Row[]> {
  const place: Place = { build, folder: mkdtempSync(join(tmpdir(), "quartierpuls-bench-")) };
  try {
    const city = await filledKiosk(place);
    const start = () => startKiosk(place, { ...city, idleSeconds: 3600, scripted: true });

    const firstFrames: number[] = [];
    for (let time = 0; time < starts; ++time) {
      const kiosk = start();
      firstFrames.push((await stats(kiosk)).first_frame_ms);
      await kiosk.stop();
    }
    const walked = start();
    await walk(walked);
    const { frame_cpu_ms_p50, frame_cpu_ms_p99 } = await stats(walked);
    await walked.stop();

    const writing = start();
    await saveIdeas(writing);
    const { idea_save_ms_p50, idea_save_ms_p99 } = await stats(writing);
    await writing.stop();
    return [
      row("whole", "kiosk_first_frame_ms", "ms", median(firstFrames)),
      row("whole", "frame_cpu_ms_p50", "ms", frame_cpu_ms_p50),
      row("whole", "frame_cpu_ms", "ms", frame_cpu_ms_p99),
      row("whole", "idea_save_ms_p50", "ms", idea_save_ms_p50),
      row("whole", "idea_save_ms", "ms", idea_save_ms_p99),
    ];
  } finally {
    rmSync(place.folder, { recursive: true, force: true });
  }
}
