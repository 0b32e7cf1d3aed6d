// SPDX-License-Identifier: EUPL-1.2
// Shows what the page brought along at once, then starts the core.
import { render } from "preact";
import { Core } from "./bridge/core";
import { store, stored } from "./bridge/page_storage";
import type { Reader } from "./bridge/protocol";
import { wordsOf } from "./generated/messages";
import type { ShellView } from "./generated/views";
import { afterPaint } from "./parts/after_paint";
import { bring, type BroughtView, showsLastTime } from "./session";
import { App } from "./shell/App";
import { showOwnLetters } from "./shell/own_letters";

// What the city server writes into the page (script id="first-view").
interface FirstView {
  city: string;
  lang: string;
  quarter: string;
  shell?: ShellView;
  view?: BroughtView; // of the page's address, where it is public
}

const settleMs = 2_000;
const readerKey = "quartierpuls.reader";

function firstView(): FirstView | null {
  const text = document.getElementById("first-view")?.textContent?.trim();
  if (!text) return null;
  try {
    return JSON.parse(text) as FirstView;
  } catch {
    return null;
  }
}

// Of the browser's languages the first that is spoken here, as the city chooses (sync/city/site/first_view.cpp). A page
// that opens without a network has nobody else to ask.
function browserLanguage(): string {
  const spoken = Object.keys(wordsOf);
  return navigator.languages.map((tag) => tag.split("-")[0] ?? "").find((tag) => spoken.includes(tag)) ?? "de";
}

function startReader(first: FirstView | null): Reader {
  const reader: Reader = { lang: first?.lang ?? browserLanguage(), quarter: first?.quarter ?? "city" };
  const asked = new URLSearchParams(location.search).get("quartier");
  try {
    const chosen = JSON.parse(stored(readerKey) ?? "{}") as Partial<Reader>;
    if (typeof chosen.lang === "string") reader.lang = chosen.lang;
    if (typeof chosen.quarter === "string" && !asked) reader.quarter = chosen.quarter;
  } catch {
    // as the page said
  }
  return reader;
}

function isFirstVisit(): boolean {
  return "serviceWorker" in navigator && !navigator.serviceWorker.controller;
}

// On a first visit the page stands, and the core, most of the app's bytes, comes when the reader has had
// time to see it, or as soon as something asks for it. An installed app, and a page at a stand, which opens nowhere
// else, start it after the first paint, or at once where nothing is shown yet.
function startWhenTimely(core: Core, isShown: boolean): void {
  const start = () => void core.start();
  if (!isShown) start();
  else if (!isFirstVisit()) afterPaint(start);
  else if (document.readyState === "complete") setTimeout(start, settleMs);
  else window.addEventListener("load", () => setTimeout(start, settleMs), { once: true });
}

function nameManifest(): void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = "/manifest.webmanifest";
  document.head.append(link);
}

// There is something to read before anything comes that is not needed for it.
function fetchTheRest(): void {
  afterPaint(() => {
    if (!isFirstVisit()) showOwnLetters();
    nameManifest();
  });
}

const first = firstView();
// A page that was kept for offline use names no city: the databases know theirs.
const core = new Core(first?.city ?? "");

function begin(): void {
  const reader = startReader(first);
  const isForThisReader = first?.lang === reader.lang && first?.quarter === reader.quarter;
  // A page at a stand (no HTTPS) differs in what it may promise; its start says nothing of that.
  const brought = isForThisReader && (isSecureContext || first?.view?.name === "start") ? first?.view : undefined;
  if (brought) bring(brought);

  const root = document.getElementById("app") as HTMLElement;
  root.replaceChildren();
  fetchTheRest();
  render(
    <App
      core={core}
      firstReader={reader}
      firstShell={isForThisReader ? (first?.shell ?? null) : null}
      keep={(chosen) => store(readerKey, JSON.stringify(chosen))}
    />,
    root,
  );
  startWhenTimely(core, brought !== undefined || showsLastTime());
}

// A task of its own: a finger that comes meanwhile need not wait for all of it.
setTimeout(begin);
