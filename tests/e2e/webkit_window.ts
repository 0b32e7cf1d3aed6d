// SPDX-License-Identifier: EUPL-1.2
// Debian's WebKitGTK (webkit_phone.py), steered by its WebKitWebDriver over W3C WebDriver.
import { join } from "node:path";

import { freePort } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { type BrowserWindow, killWindow } from "./browser_window.ts";
import { eventually } from "./eventually.ts";

const stepMs = 60_000;
const elementKey = "element-6066-11e4-a52e-4f735466cecf"; // of the W3C

// WebKitGTK installs no apps, and knows of no manifest.
const notOfOurs = /Unrecognized Content-Security-Policy directive 'manifest-src'/;

type Done = { value?: unknown; error?: string };

class Driver {
  readonly #url: string;
  #session = "";
  #tab = ""; // it was told to be in last

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}`;
  }

  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const sent = body ? { method, body: JSON.stringify(body) } : { method };
    const { value } = (await (await fetch(this.#url + path, sent)).json()) as { value: T & { error?: string; message?: string } };
    if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  async begin(browser: { binary: string; args: string[] }): Promise<void> {
    await eventually("the driver listens", async () => (await this.ask<object>("GET", "/status")) !== null, stepMs);
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": browser, timeouts: { script: stepMs } } };
    this.#session = (await this.ask<{ sessionId: string }>("POST", "/session", { capabilities })).sessionId;
  }

  do<T>(act: string, body: object): Promise<T> {
    return this.ask<T>("POST", `/session/${this.#session}/${act}`, body);
  }

  tab(): Promise<string> {
    return this.ask("GET", `/session/${this.#session}/window`);
  }

  async switchTo(tab: string): Promise<void> {
    if (this.#tab !== tab) await this.do("window", { handle: tab });
    this.#tab = tab;
  }

  async close(tab: string): Promise<void> {
    await this.switchTo(tab);
    await this.ask("DELETE", `/session/${this.#session}/window`);
    this.#tab = "";
  }

  async find(selector: string): Promise<string> {
    const found = await this.do<Record<string, string>>("element", { using: "css selector", value: selector });
    return `element/${found[elementKey]}`;
  }
}

// `display`: an X server's name. `profile`: a folder of its own. `city`: the origin that pages may ask.
export async function openWebKit(display: string, profile: string, city: string): Promise<BrowserWindow> {
  const port = await freePort();
  const program = new Program({
    name: "WebKitWebDriver",
    command: ["WebKitWebDriver", `--port=${port}`],
    log: join(profile, "browser.log"),
    environment: { DISPLAY: display, GDK_BACKEND: "x11" },
  });
  const driver = new Driver(port);
  const script = join(import.meta.dirname, "webkit_phone.py");
  await driver.begin({
    binary: "/usr/bin/python3",
    args: [script, "--profile", profile, "--city", new URL(city).host],
  });

  function windowOn(tab: string, close: () => Promise<void>): BrowserWindow {
    const inTab = async <T>(act: () => Promise<T>): Promise<T> => {
      await driver.switchTo(tab);
      return await act();
    };
    return {
      pid: program.pid,
      open: (address) => inTab(() => driver.do("url", { url: address })),
      run: async (script, ...words) => {
        const body = "const done = arguments[1]; Promise.resolve().then(() => " +
          `(${script})(...arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
        const { value, error } = await inTab(() => driver.do<Done>("execute/async", { script: body, args: [words] }));
        if (error) throw new Error(error);
        return value as never;
      },
      click: (selector) => inTab(async () => driver.do(`${await driver.find(selector)}/click`, {})),
      write: (selector, text) =>
        inTab(async () => {
          const element = await driver.find(selector);
          await driver.do(`${element}/clear`, {});
          await driver.do(`${element}/value`, { text });
        }),
      newTab: async () => {
        const { handle } = await driver.do<{ handle: string }>("window/new", { type: "tab" });
        return windowOn(handle, () => driver.close(handle));
      },
      complaints: () =>
        program
          .said()
          .split("\n")
          .filter((line) => /^foreign |CONSOLE .*ERROR/.test(line) && !notOfOurs.test(line)),
      close,
    };
  }

  const first: BrowserWindow = windowOn(await driver.tab(), async () => {
    killWindow(first); // a driver that is asked to end leaves the browser behind
    await program.stop();
  });
  return first;
}
