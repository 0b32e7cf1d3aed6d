// SPDX-License-Identifier: EUPL-1.2
// A phone with another browser than Chromium (phone.ts has that one): the same acts, whoever steers the window.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserWindow, killWindow } from "./browser_window.ts";
import { eventually } from "./eventually.ts";

const waitMs = 60_000; // on two cores that have more to do

// On the folder of a profile, for the pages of one city.
export type OpenWindow = (profile: string, city: string) => Promise<BrowserWindow>;

interface Awaiting {
  isHit?: boolean;
}

// In the page: rejects where it is not there; resolves once it stands still.
async function awaitClick(selector: string): Promise<void> {
  const target = document.querySelector(selector);
  if (!target) throw new Error(`no ${selector}`);
  target.scrollIntoView({ block: "center" });
  const place = () =>
    new Promise<string>((done) => requestAnimationFrame(() => done(JSON.stringify(target.getBoundingClientRect()))));
  let now = await place();
  for (let before = ""; before !== now; ) {
    before = now;
    now = await place();
  }
  const page = globalThis as unknown as Awaiting;
  page.isHit = false;
  // At the document: the page may put another element in the place of this one.
  const onClick = ({ target: hit }: Event) => {
    if (hit instanceof Element && hit.closest(selector)) page.isHit = true;
  };
  document.addEventListener("click", onClick, { once: true, capture: true });
}

export class OtherPhone {
  readonly #openWindow: OpenWindow;
  readonly #city: string;
  readonly #profile: string;
  readonly #complaints: string[] = []; // of windows that are gone
  #window: BrowserWindow;

  private constructor(openWindow: OpenWindow, city: string, profile: string, window: BrowserWindow) {
    this.#openWindow = openWindow;
    this.#city = city;
    this.#profile = profile;
    this.#window = window;
  }

  // `city`: origin under which the phone reaches the city, http://127.0.0.1:PORT.
  static async start(openWindow: OpenWindow, city: string): Promise<OtherPhone> {
    const profile = mkdtempSync(join(tmpdir(), "quartierpuls-phone-"));
    return new OtherPhone(openWindow, city, profile, await openWindow(profile, city));
  }

  get complaints(): string[] {
    return [...this.#complaints, ...this.#window.complaints()];
  }

  open(path = "/"): Promise<void> {
    return this.#window.open(this.#city + path);
  }

  // To a page that is not the app's.
  leave(): Promise<void> {
    return this.#window.open("about:blank");
  }

  async openWithCore(path = "/"): Promise<void> {
    await this.open(path);
    await this.until("the phone's core is ready", () => document.documentElement.dataset.core === "ready");
  }

  run<A extends unknown[], R>(script: (...words: A) => R, ...words: A): Promise<Awaited<R>> {
    return this.#window.run(script, ...words);
  }

  // Where the page moved under the finger, and nothing was hit, once more.
  async click(selector: string): Promise<void> {
    const isHit = async () => {
      await this.run(awaitClick, selector);
      await this.#window.click(selector);
      // A page that is gone was left by that click.
      return await this.run(() => (globalThis as unknown as Awaiting).isHit !== false).catch(() => true);
    };
    await eventually(`${selector} is hit`, isHit, waitMs).catch(async (error: unknown) => {
      throw new Error(`${error}; the page says: ${await this.text("main")}`);
    });
  }

  async write(selector: string, text: string): Promise<void> {
    await this.shows(selector);
    await this.#window.write(selector, text);
  }

  // Until a script of the page says so.
  async until<A extends unknown[]>(
    what: string,
    isSo: (...words: A) => boolean | Promise<boolean>,
    ...words: A
  ): Promise<void> {
    await eventually(what, async () => await this.run(isSo, ...words), waitMs);
  }

  async shows(selector: string): Promise<void> {
    await this.until(`there is ${selector}`, (css) => document.querySelector(css) !== null, selector);
  }

  // What can be read there; empty where there is nothing.
  text(selector: string): Promise<string> {
    return this.run((css) => document.querySelector<HTMLElement>(css)?.innerText ?? "", selector);
  }

  texts(selector: string): Promise<string[]> {
    return this.run((css) => [...document.querySelectorAll<HTMLElement>(css)].map((one) => one.innerText), selector);
  }

  async reads(selector: string, words: RegExp | string): Promise<void> {
    let last = "";
    const isThere = async () => {
      last = await this.text(selector);
      return typeof words === "string" ? last.includes(words) : words.test(last);
    };
    await eventually(`${selector} says ${words}`, isThere, waitMs).catch((error: unknown) => {
      throw new Error(`${error}; it says: ${last}`);
    });
  }

  // A first visit to its end: the app is there without a network too, and so is what is public.
  async install(): Promise<void> {
    await this.openWithCore();
    await this.until("the service worker holds the page", async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated" && navigator.serviceWorker.controller !== null;
    });
    await this.shows('[data-id="sync-line"][data-content="here"]');
  }

  async writeIdea(title: string): Promise<void> {
    await this.open("/ideen/neu");
    await this.fillInAndSend(title);
  }

  // In the form that stands there.
  async fillInAndSend(title: string): Promise<void> {
    await this.write("#idea-title", title);
    await this.click('[data-id="idea-submit"]');
    await this.reads('[data-id="idea-saved"]', "Gespeichert");
  }

  // Killed as when the battery goes, and opened again.
  async loseBattery(): Promise<void> {
    this.#complaints.push(...this.#window.complaints());
    killWindow(this.#window);
    this.#window = await this.#openWindow(this.#profile, this.#city);
  }

  // A further tab of the same browser; its stop() closes it alone.
  async newTab(): Promise<OtherPhone> {
    return new OtherPhone(this.#openWindow, this.#city, this.#profile, await this.#window.newTab());
  }

  async stop(): Promise<void> {
    await this.#window.close();
  }

  forget(): void {
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
