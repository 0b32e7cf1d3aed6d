// SPDX-License-Identifier: EUPL-1.2
// What a city would take instead of a program of its own: Chromium in kiosk mode, full screen on the same X
// server, with our phone app from the city server.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { root } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { eventually } from "../e2e/eventually.ts";
import { panel } from "./display.ts";
import type { Area, Visitor } from "./kiosk_journey.ts";
import { pssMb, treeCpuMs } from "./machine.ts";

const require = createRequire(join(root, "web/package.json"));
// Playwright lies in web/node_modules, out of reach of an import from here.
const { chromium } = require("playwright-core") as typeof import("playwright-core");
type Browser = import("playwright-core").Browser;
type Page = import("playwright-core").Page;

// Software drawing, as ours: its own compositor takes less than OpenGL in software would. No sandbox, since
// the bench may run as root; what only phones home is off.
const flags = [
  ...["--kiosk", `--window-size=${panel.width},${panel.height}`, "--window-position=0,0", "--lang=de", "--accept-lang=de-DE,de"],
  ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--noerrdialogs"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-session-crashed-bubble"],
  ...["--password-store=basic", "--remote-debugging-port=0"],
];
const startsMs = 60_000;
const connectMs = 10_000;
const fillsMs = 600_000;
const restMs = 5000;
const hasContent = '[data-id="sync-line"][data-content="here"]';

export interface Installed {
  url: string; // the city's address
  profile: string; // folder with what the browser keeps
  log: string;
}

export function start({ url, profile, log }: Installed, path = "/"): Program {
  rmSync(portFile(profile), { force: true });
  return new Program({
    name: "Chromium",
    command: ["/usr/bin/chromium", `--user-data-dir=${profile}`, ...flags, url + path],
    log,
    environment: { LANG: "de_DE.UTF-8", LANGUAGE: "de" },
  });
}

const portFile = (profile: string) => join(profile, "DevToolsActivePort");

async function debuggingPort(profile: string): Promise<number> {
  for (const until = Date.now() + startsMs; Date.now() < until; await sleep(5)) {
    const port = existsSync(portFile(profile)) ? Number(readFileSync(portFile(profile), "utf8").split("\n")[0]) : 0;
    if (port > 0) return port;
  }
  throw new Error("Chromium opened no port");
}

// Now and then a browser that is just starting answers and then says nothing of its pages.
async function connect(url: string, triesLeft = 2): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(url, { timeout: connectMs });
  } catch (error) {
    if (triesLeft === 0) throw error;
    return connect(url, triesLeft - 1);
  }
}

// Works the page; the browser goes on when it is let go.
async function withPage<T>(profile: string, act: (page: Page) => Promise<T>): Promise<T> {
  const browser = await connect(`http://127.0.0.1:${await debuggingPort(profile)}`);
  try {
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error("Chromium has no page");
    return await act(page);
  } finally {
    await browser.close();
  }
}

// The start view with live values, as the app's own store has them, and everything from the city is there.
async function showsOwnStart(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.core === "ready", undefined, { timeout: startsMs });
  await page.locator(hasContent).waitFor({ state: "attached", timeout: startsMs });
  await page.locator('main a[href="/stationen"]').waitFor({ timeout: startsMs });
}

// The app installed, and its own store filled with everything that the city has, as far as it takes it.
export async function install(installed: Installed, ideas: number): Promise<void> {
  const browser = start(installed, "/ideen");
  try {
    await withPage(installed.profile, async (page) => {
      // Without a window manager it takes a pixel less than there is.
      const [width = 0, height = 0] = await page.evaluate(() => [innerWidth, innerHeight]);
      if (width < panel.width - 1 || height < panel.height - 1) throw new Error(`Chromium's page is ${width}×${height}`);
      const language = await page.evaluate(() => navigator.language);
      if (!language.startsWith("de")) throw new Error(`Chromium speaks ${language}`);
      // Until all has come it is the city that makes the views, and counts.
      await page.locator(hasContent).waitFor({ state: "attached", timeout: fillsMs });
      await eventually("the app in Chromium holds every idea", async () =>
        Number((await page.locator(".count").innerText()).replace(/\D/g, "")) >= ideas,
      );
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.goto(installed.url, { waitUntil: "load" });
      await showsOwnStart(page);
    });
    await sleep(restMs);
  } finally {
    await browser.stop();
  }
}

export interface Opened {
  viewMs: number; // the start view stands, and reacts: as the city sent it with the page
  coreMs: number; // and is the answer of the app's own store
  cpuMs: number; // of all its processes by then
}

// In the page: when the start view was shown, and when it came from the app's own core; as Date.now() counts.
const watch = `new Promise((done) => {
  const times = {};
  const now = () => performance.timeOrigin + performance.now();
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
  let isFirstLook = true;
  const look = () => {
    if (!document.querySelector("main .tile:not(.skeleton)")) return (isFirstLook = false);
    // Where we come too late to see it: its first paint was no later than the view.
    if (!times.view) times.view = isFirstLook && paint() ? performance.timeOrigin + paint().startTime : now();
    isFirstLook = false;
    if (document.documentElement.dataset.core !== "ready") return false;
    if (!times.core) requestAnimationFrame(() => setTimeout(() => done({ ...times, core: now() })));
    times.core = 1;
  };
  look();
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})`;

interface Answer {
  id: number;
  result?: { result?: { value?: { view: number; core: number } } };
}

// Asks the page once; undefined where it went away meanwhile (the empty one before ours).
function ask(address: string): Promise<{ view: number; core: number } | undefined> {
  return new Promise((done, failed) => {
    const socket = new WebSocket(address);
    socket.onerror = () => failed(new Error("Chromium's page cannot be asked"));
    socket.onclose = () => done(undefined);
    socket.onopen = () =>
      socket.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression: watch, awaitPromise: true, returnByValue: true } }));
    socket.onmessage = ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== 1) return;
      done(answer.result?.result?.value);
      socket.close();
    };
  });
}

// From the start of the process. The page is asked as soon as there is one; nothing else of the browser is
// touched meanwhile.
export async function measureStart(installed: Installed): Promise<Opened> {
  const begun = Date.now();
  const browser = start(installed);
  try {
    const port = await debuggingPort(installed.profile);
    for (const until = begun + startsMs; Date.now() < until; await sleep(5)) {
      const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string; url: string; webSocketDebuggerUrl: string }[];
      const page = pages.find(({ type, url }) => type === "page" && url.startsWith(installed.url));
      const times = page && (await ask(page.webSocketDebuggerUrl));
      if (times) return { viewMs: times.view - begun, coreMs: times.core - begun, cpuMs: treeCpuMs(browser.pid) };
    }
    throw new Error("Chromium never showed the start view");
  } finally {
    await browser.stop();
  }
}

const paths: Record<Area, string> = {
  start: "/",
  ideas: "/ideen",
  radar: "/themen",
  actors: "/netzwerk",
  kickbox: "/kickbox",
  mood: "/stimmung",
};
const kinds = { station: "main a.tile", idea: ".idea-card a", actor: ".actor a", project: ".project a" };

class AppVisitor implements Visitor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(area: Area): Promise<void> {
    await this.#page.locator(`.nav a[href="${paths[area]}"]`).click();
    await this.#page.locator("main h1").first().waitFor();
  }

  async openStations(): Promise<void> {
    await this.#page.locator('main a[href="/stationen"]').click();
    await this.#page.locator(".station-row").first().waitFor();
  }

  async openFirst(kind: keyof typeof kinds): Promise<void> {
    await this.#page.locator(kinds[kind]).first().click();
    await this.#page.locator("button.head-link--back").waitFor();
  }

  async back(): Promise<void> {
    await this.#page.locator("button.head-link--back").click();
    await this.#page.locator("button.head-link--back").waitFor({ state: "detached" });
  }

  async startSearch(): Promise<void> {
    await this.#page.locator('input[type="search"]').click();
    await this.#page.keyboard.press("End");
  }

  type(letter: string): Promise<void> {
    return this.#page.keyboard.type(letter);
  }

  erase(): Promise<void> {
    return this.#page.keyboard.press("Backspace");
  }

  endSearch(): Promise<void> {
    return this.#page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }

  scroll(): Promise<void> {
    return this.#page.keyboard.press("PageDown");
  }

  more(): Promise<void> {
    return this.#page.locator("button.button--wide").click();
  }

  narrowRadar(): Promise<void> {
    return this.#page.locator(".radar-theme").first().click();
  }

  async write(title: string, text: string): Promise<void> {
    await this.#page.locator("main a.call").click();
    await this.#page.locator("#idea-title").click();
    await this.#page.keyboard.type(title);
    await this.#page.locator("#idea-text").fill(text);
    await this.#page.locator('[data-id="idea-submit"]').click();
    await this.#page.locator('[data-id="idea-saved"]').waitFor();
    await this.#page.locator(".actions .button--primary").click();
  }
}

export async function pssAfter(installed: Installed, visit: (visitor: Visitor) => Promise<number>): Promise<{ mb: number; rounds: number }> {
  const browser = start(installed);
  try {
    const rounds = await withPage(installed.profile, async (page) => {
      await showsOwnStart(page);
      return visit(new AppVisitor(page));
    });
    await sleep(restMs);
    return { mb: pssMb(browser.pid), rounds };
  } finally {
    await browser.stop();
  }
}

// Per cent of one processor: its start view, left alone as long as ours was.
export async function idlePercent(installed: Installed, seconds: number, restSeconds: number): Promise<number> {
  const browser = start(installed);
  try {
    await withPage(installed.profile, showsOwnStart);
    await sleep(restSeconds * 1000);
    const before = treeCpuMs(browser.pid);
    await sleep(seconds * 1000);
    return (treeCpuMs(browser.pid) - before) / (10 * seconds);
  } finally {
    await browser.stop();
  }
}
