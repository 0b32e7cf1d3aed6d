// SPDX-License-Identifier: EUPL-1.2
// Shows what the page brought along at once, then starts the core after the first paint.
import { render } from "preact";
import { Core } from "./bridge/core";
import type { Reader } from "./bridge/protocol";
import type { ShellView, StartView } from "./generated/views";
import { remember, viewKey } from "./session";
import { App } from "./shell/App";

// What the city server writes into the page (script id="first-view").
interface FirstView {
  city: string;
  lang: string;
  quarter: string;
  shell: ShellView | null;
  start: StartView | null;
}

const readerKey = "quartierpuls.reader";

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}
function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice lasts as long as the window
  }
}

function firstView(): FirstView | null {
  const text = document.getElementById("first-view")?.textContent?.trim();
  if (!text) return null;
  try {
    return JSON.parse(text) as FirstView;
  } catch {
    return null;
  }
}

function startReader(first: FirstView | null): Reader {
  const browser = navigator.language.startsWith("de") ? "de" : "en";
  const reader: Reader = { lang: first?.lang ?? browser, quarter: first?.quarter ?? "city" };
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

function begin(): void {
  const first = firstView();
  const reader = startReader(first);
  const isForThisReader = first?.lang === reader.lang && first?.quarter === reader.quarter;
  if (first?.start && isForThisReader) remember(viewKey(reader, "start", {}), first.start);

  const core = new Core();
  const root = document.getElementById("app") as HTMLElement;
  root.replaceChildren();
  render(
    <App
      core={core}
      firstReader={reader}
      firstShell={isForThisReader ? (first?.shell ?? null) : null}
      keep={(chosen) => store(readerKey, JSON.stringify(chosen))}
    />,
    root,
  );
  // A page that was kept for offline use names no city: the databases know theirs. It shows nothing
  // without the core, so that starts at once; a page with its first view is painted first.
  const start = () => core.start(first?.city ?? "");
  if (first?.start) requestAnimationFrame(() => setTimeout(start, 0));
  else start();
}

begin();
