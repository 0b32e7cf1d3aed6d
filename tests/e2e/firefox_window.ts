// SPDX-License-Identifier: EUPL-1.2
// Debian's Firefox ESR, steered by WebDriver BiDi.
import { createRequire } from "node:module";
import { join } from "node:path";

import { root } from "../../house/city_and_devices.ts";
import type { BrowserWindow } from "./browser_window.ts";

type Page = import("puppeteer-core").Page;

const require = createRequire(join(root, "web/package.json"));
// Puppeteer lies in web/node_modules, out of reach of an import from here.
const puppeteer = require("puppeteer-core") as typeof import("puppeteer-core");

const startMs = 120_000; // a first start of a new profile, on a machine that is busy
const stepMs = 60_000;

// `profile`: a folder of its own. `city`: the origin that pages may ask. `roomKb`: for all that pages keep; as much as
// the disk has where it is not said.
export async function openFirefox(profile: string, city: string, roomKb?: number): Promise<BrowserWindow> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: profile,
    defaultViewport: { width: 390, height: 844 },
    extraPrefsFirefox: {
      "intl.accept_languages": "de-DE",
      ...(roomKb ? { "dom.quotaManager.temporaryStorage.fixedLimit": roomKb } : {}),
    },
    timeout: startMs,
    protocolTimeout: startMs,
  });
  const complaints: string[] = [];
  const pid = browser.process()?.pid ?? 0;

  function windowOn(page: Page, close: () => Promise<void>): BrowserWindow {
    page.setDefaultTimeout(stepMs);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== city) complaints.push(`asked ${request.url()}`);
    });
    return {
      pid,
      open: async (address) => {
        await page.bringToFront(); // behind another tab nothing is drawn, and so nothing hit
        await page.goto(address, { waitUntil: "load" });
      },
      run: async (script, ...words) => (await page.evaluate(script as (...all: unknown[]) => unknown, ...words)) as never,
      click: (selector) => page.click(selector),
      write: (selector, text) => page.locator(selector).fill(text),
      newTab: async () => {
        const tab = await browser.newPage();
        return windowOn(tab, () => tab.close());
      },
      complaints: () => complaints,
      close,
    };
  }

  return windowOn((await browser.pages())[0] ?? (await browser.newPage()), () => browser.close());
}
