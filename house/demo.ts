// SPDX-License-Identifier: EUPL-1.2
// What `./dev run` starts: demo feed, city server with demo content, kiosk. Ends them all when it ends.
//   --until-ready   waits until the kiosk has drawn live data and the phone app answers, then ends with 0
//   --build DIR     the programs' build folder
//   --data DIR      databases, keys, configuration and logs; kept from one run to the next
//   --port PORT     the city server's, where it is free
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import * as parts from "./city_and_devices.ts";
import type { Program } from "./program.ts";

const { values: given } = parseArgs({
  options: {
    "until-ready": { type: "boolean", default: false },
    build: { type: "string", default: join(parts.root, "build/release") },
    data: { type: "string", default: join(parts.root, "build/run") },
    port: { type: "string", default: "8440" },
  },
});
const wantedPort = Number(given.port);
if (!Number.isInteger(wantedPort) || wantedPort < 1 || wantedPort > 65535) {
  console.error(`--port: not a port: ${given.port}`);
  process.exit(2);
}
const untilReady = given["until-ready"];
const place: parts.Place = { build: given.build, folder: given.data };
const hasDisplay = Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
const readyWithinMs = 120_000;

const running: Program[] = [];
const stopped = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stopped.abort(new Error(`${signal}: ending`)));
}

const say = (what: string, where = "") => console.log(`  ${what.padEnd(14)} ${where}`.trimEnd());

async function startAll(): Promise<{ url: string; kiosk: Program }> {
  const feed = await parts.startFeed(place);
  running.push(feed.program);
  say("demo feed", `${feed.url}/v1.1`);

  const port = await parts.freePort(wantedPort);
  const { program, url, key } = await parts.startCity(place, { port, feeds: [feed.url], demo: true });
  running.push(program);
  say("city server", `${url}   health: ${url}/health   open data: ${url}/opendata/`);

  const isShown = hasDisplay && !untilReady;
  const kiosk = parts.startKiosk(place, { url, key, scripted: untilReady, isShown });
  running.push(kiosk);
  say("kiosk", isShown ? "in a window of its own" : "no display here: it draws offscreen");
  say("phone", url);
  return { url, kiosk };
}

// A tile of the start screen says a value that is known and not old.
async function hasDrawnLiveData(kiosk: Program): Promise<void> {
  await kiosk.must(`wait tile.0 ${readyWithinMs / 1000}`, readyWithinMs + 5000);
  for (const until = Date.now() + readyWithinMs; Date.now() < until; await sleep(500)) {
    for (const tile of ["tile.0", "tile.1", "tile.2", "tile.3"]) {
      const said = await kiosk.ask(`value ${tile}`);
      if (!/^ok .*\d/.test(said) || /unbekannt|nicht mehr aktuell/i.test(said)) continue;
      return say("", `the kiosk has drawn live data: ${said.slice(3)}`);
    }
  }
  throw new Error("the kiosk has drawn no live data");
}

async function phoneAnswers(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  if (!page.includes('id="first-view"')) throw new Error(`${url} answers, but not with the phone app`);
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((found) => found[1] ?? "");
  for (const file of [...scripts, "/sw.js", "/manifest.webmanifest"]) {
    const answer = await fetch(url + file);
    if (!answer.ok) throw new Error(`${url}${file}: ${answer.status}`);
  }
  say("", `the phone app answers (${scripts.length} files on its page)`);
}

// Until one of them ends by itself: the kiosk when its window is closed, any other by mistake.
async function watch(): Promise<number> {
  for (;;) {
    const ended = running.find((program) => program.hasEnded);
    if (ended) {
      say(ended.name, `ended with ${ended.exitCode}; its last words: ${ended.log}`);
      return ended.exitCode ?? 1;
    }
    await sleep(200);
  }
}

async function endAll(): Promise<boolean> {
  let haveAllObeyed = true;
  for (const program of running.reverse()) {
    if (await program.stop()) continue;
    say(program.name, "had to be killed");
    haveAllObeyed = false;
  }
  return haveAllObeyed;
}

let code = 0;
const stop = new Promise<never>((_, reject) => {
  stopped.signal.addEventListener("abort", () => reject(stopped.signal.reason));
});
try {
  const { url, kiosk } = await Promise.race([startAll(), stop]);
  if (untilReady) {
    await Promise.race([hasDrawnLiveData(kiosk), stop]);
    await Promise.race([phoneAnswers(url), stop]);
  } else {
    console.log(`  Ctrl-C ends everything. Logs and data: ${place.folder}`);
    code = await Promise.race([watch(), stop]);
  }
} catch (error) {
  console.log(`  ${error instanceof Error ? error.message : error}`);
  // Somebody who asks for the end gets it, and that is no failure.
  code = stopped.signal.aborted ? 0 : 1;
}
if (!(await endAll())) code ||= 1;
say("", "everything has ended");
process.exit(code);
