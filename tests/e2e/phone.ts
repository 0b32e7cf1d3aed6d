// SPDX-License-Identifier: EUPL-1.2
// A phone: Chromium with a profile of its own, the size and touch of a phone, and an ear for everything
// that must not happen (errors, other hosts).
import { createRequire } from "node:module";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { root } from "../../house/city_and_devices.ts";
import { eventually } from "./eventually.ts";

const require = createRequire(join(root, "web/package.json"));
// Playwright lies in web/node_modules, out of reach of an import from here.
const { chromium } = require("playwright-core") as typeof import("playwright-core");
type Page = import("playwright-core").Page;
type BrowserContext = import("playwright-core").BrowserContext;

export type { Page };

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

const closesWithinMs = 20_000;

export interface PhoneOptions {
  profile?: string; // kept from an earlier phone
  language?: string;
  width?: number;
  height?: number;
  scale?: number;
  args?: string[]; // further ones for the browser
  blocksServiceWorkers?: boolean;
  keepsPages?: boolean; // those that were left, as browsers do where no test tells them not to
}

export class Phone {
  readonly profile: string;
  readonly errors: string[] = [];
  readonly foreign: string[] = []; // requests to any host but the city's
  readonly context: BrowserContext;
  page: Page;
  readonly #city: string;

  private constructor(context: BrowserContext, page: Page, profile: string, city: string) {
    this.context = context;
    this.page = page;
    this.profile = profile;
    this.#city = city;
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== city) this.foreign.push(request.url());
    });
    this.#watch(page);
  }

  // `city`: origin under which the phone reaches the city, http://127.0.0.1:PORT.
  static async start(city: string, options: PhoneOptions = {}): Promise<Phone> {
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), "quartierpuls-phone-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: "/usr/bin/chromium",
      headless: true,
      args: [...flags, ...(options.args ?? [])],
      ...(options.keepsPages ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
      serviceWorkers: options.blocksServiceWorkers ? "block" : "allow",
      viewport: { width: options.width ?? 390, height: options.height ?? 844 },
      deviceScaleFactor: options.scale ?? 1,
      hasTouch: true,
      isMobile: true,
      locale: options.language ?? "de-DE",
      timezoneId: "Europe/Berlin",
    });
    return new Phone(context, context.pages()[0] ?? (await context.newPage()), profile, city);
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      // A request that fails without a network is no error of ours; a broken rule of the page is.
      const isOfNetwork = /Failed to load resource|origin was untrustworthy/.test(message.text());
      if (message.type() === "error" && !isOfNetwork) this.errors.push(message.text());
    });
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(this.#city + path, { waitUntil: "load" });
  }

  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.#watch(page);
    return page;
  }

  // Opened from the start, its core ready and the view on screen.
  async show(path: string): Promise<void> {
    await this.open(path);
    await this.isCoreReady();
    await this.#isShown();
  }

  // To another view of the page that is open, as a reader goes there: nothing is loaded anew, and its heading has the
  // focus.
  async goTo(path: string): Promise<void> {
    await this.page.evaluate((to) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      history.pushState({ depth: 1 }, "", to);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, path);
    await this.page.locator("main h1:focus").waitFor();
    await this.#isShown();
  }

  async #isShown(): Promise<void> {
    await this.page.locator("main h1").waitFor();
    await this.page.locator(".loading").waitFor({ state: "detached" });
  }

  // The core has answered: what is on screen is its own.
  async isCoreReady(): Promise<void> {
    await eventually("the phone's core is ready", async () => {
      const state = await this.page.evaluate(() => document.documentElement.dataset.core);
      if (state !== "ready") throw new Error(`core ${state}, ${this.page.url()}, ${this.errors.join("; ")}`);
      return true;
    }, 30_000);
  }

  // All of the city's content has come: the first view is the city's own and tells nothing about that.
  async hasContent(): Promise<void> {
    await this.page.locator('[data-id="sync-line"][data-content="here"]').waitFor({ state: "attached" });
  }

  // The service worker holds every file: from here on no network is needed.
  async isInstalled(): Promise<void> {
    await eventually("the service worker holds the page", () =>
      this.page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return registration?.active?.state === "activated" && navigator.serviceWorker.controller !== null;
      }),
      30_000,
    );
  }

  text(id: string): Promise<string> {
    return this.page.locator(`[data-id="${id}"]`).innerText();
  }

  // A first visit to its end: the app is there without a network too, and so is what is public.
  async install(): Promise<void> {
    await this.open("/");
    await this.isCoreReady();
    await this.isInstalled();
    await this.hasContent();
  }

  // On the page of an idea, or on a list that shows it: pressed, and said to be saved.
  async support(idea: string): Promise<void> {
    await this.page.locator(`[data-id="support-${idea}"]`).click();
    await eventually("the support is said to be saved", async () => (await this.text("toast")).includes("Gespeichert"));
  }

  // On the page of the Stimmungsbild: the thesis that stands there answered, and said to be saved.
  async answerThesis(stone = 4): Promise<void> {
    await this.page.locator(`[data-id="stone-${stone}"]`).click();
    await eventually("the answer is said to be saved", async () => (await this.text("mood-saved")).includes("Gespeichert"));
  }

  // Written in the form, sent, and said to be saved.
  async writeIdea(title: string): Promise<void> {
    await this.open("/ideen/neu");
    await this.page.locator("#idea-title").fill(title);
    await this.page.locator('[data-id="idea-submit"]').click();
    await this.page.locator('[data-id="idea-saved"]', { hasText: "Gespeichert" }).waitFor({ timeout: 10_000 });
  }

  // The process that draws this page: the one that works while the page does.
  async processOf(page: Page): Promise<number> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error("no browser");
    type Info = { processInfo: { type: string; id: number; cpuTime: number }[] };
    const renderers = async () =>
      ((await session.send("SystemInfo.getProcessInfo")) as Info).processInfo.filter(({ type }) => type === "renderer");
    const earlier = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
    await page.evaluate(() => {
      for (const until = performance.now() + 700; performance.now() < until; );
    });
    const [busiest] = (await renderers())
      .map(({ id, cpuTime }) => ({ id, used: cpuTime - (earlier.get(id) ?? 0) }))
      .sort((a, b) => b.used - a.used);
    await session.detach();
    if (!busiest) throw new Error("no renderer");
    return busiest.id;
  }

  // Every process of this phone's browser, at once: as when the battery goes.
  kill(): void {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        if (command.includes(this.profile)) process.kill(Number(pid), "SIGKILL");
      } catch {
        // gone already
      }
    }
  }

  // Where it does not close by itself, it is killed: it would hold its profile, and the test's own process.
  async stop(): Promise<void> {
    const closed = this.context.close().then(() => true, () => false);
    const late = sleep(closesWithinMs, false, { ref: false });
    if (!(await Promise.race([closed, late]))) this.kill();
    this.#askedNobodyElse();
  }

  // Fails the test file without throwing: who stops a phone ends the rest of its world after it.
  #askedNobodyElse(): void {
    if (this.foreign.length === 0) return;
    console.error(`a phone asked another host than ${this.#city}: ${this.foreign.join(" ")}`);
    process.exitCode = 1;
  }

  forget(): void {
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
