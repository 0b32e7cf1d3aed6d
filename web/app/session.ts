// SPDX-License-Identifier: EUPL-1.2
// What every view needs: who reads, in which language and quarter, and the core to ask.
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { isOfCity } from "./bridge/city_views";
import type { Core } from "./bridge/core";
import { keepView, keptView } from "./bridge/kept_views";
import type { Keeping, Reader, ViewByName, ViewName } from "./bridge/protocol";
import { type MessageKey, wordsOf } from "./generated/messages";
import type { ShellView, SyncLine } from "./generated/views";

export type ShellWords = Omit<ShellView, "sync" | "clock">;

export interface Session {
  core: Core;
  reader: Reader;
  shell: ShellWords | null;
  setReader(change: Partial<Reader>): void;
  say(key: MessageKey): string;
  announce(text: string): void; // spoken politely by a screen reader
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session around this view");
  return session;
}

// How it stands with this device: apart from the rest, since it changes while somebody reads, and whoever does not show
// it is not drawn anew.
export interface DeviceState {
  keeping: Keeping | null; // unset until the core has started
  sync: SyncLine | null;
}

export const DeviceContext = createContext<DeviceState>({ keeping: null, sync: null });

export function useDevice(): DeviceState {
  return useContext(DeviceContext);
}

// The page is about to go: what was typed and not told yet is told now.
const leavers = new Set<() => void>();

export function onLeave(tell: () => void): () => void {
  leavers.add(tell);
  return () => leavers.delete(tell);
}

export function leave(): void {
  for (const tell of leavers) tell();
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());

type Words = Partial<Record<MessageKey, string>>;
const read = new Map<string, Words>();

function words(lang: string): Words {
  const known = read.get(lang);
  if (known) return known;
  const text = wordsOf[lang];
  const made = text ? (JSON.parse(text()) as Words) : {};
  read.set(lang, made);
  return made;
}

export function say(lang: string, key: MessageKey): string {
  const primary = lang.split("-")[0] ?? "de";
  return words(lang)[key] ?? words(primary)[key] ?? words("de")[key] ?? key;
}

// The one that is shown already, where they say the same: nothing is drawn anew then.
export function asItWas<T>(now: T, next: T): T {
  return JSON.stringify(now) === JSON.stringify(next) ? now : next;
}

// Views that were shown before: coming back is instant, and a fresh one follows.
const shown = new Map<string, unknown>();
const shownMax = 60;

export function remember(key: string, view: unknown): void {
  shown.delete(key);
  shown.set(key, view);
  const oldest = shown.keys().next();
  if (shown.size > shownMax && !oldest.done) shown.delete(oldest.value);
}

export function viewKey(reader: Reader, name: string, parameters: Record<string, unknown>): string {
  return JSON.stringify([reader.lang, reader.quarter, name, parameters]);
}

// The view of the address that the page was opened with, if it came along: whoever asks for one of that name first,
// asks for this one.
export interface BroughtView {
  name: string;
  model: unknown;
}
let brought: BroughtView | null = null;

export function bring(view: BroughtView): void {
  brought = view;
}

function takeBrought(name: string, key: string): void {
  if (brought?.name === name) remember(key, brought.model);
  brought = null;
}

// Those that stand here only until the core, or the city, has made them anew.
const ofLastTime = new Set<string>();

export function showsLastTime(): boolean {
  return ofLastTime.size > 0;
}

function takeKept(key: string): void {
  const view = keptView(key);
  if (view === undefined) return;
  remember(key, view);
  ofLastTime.add(key);
}

const keepAfterMs = 2_000; // the core is there for those who wait first

// Keeps the view for a page that opens without a network, once it has stood for a while.
function useKeeping(name: ViewName, parameters: Record<string, unknown>, key: string): () => void {
  const { core, reader } = useSession();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [key],
  );
  return () => {
    // One that waits is not put off by what changes meanwhile: it takes all of it along.
    if (timer.current !== undefined || !core.isReady || !isOfCity(name, parameters)) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      core.viewToKeep(name, reader, parameters).then(
        (view) => view !== undefined && keepView(key, view),
        () => undefined, // it is made again with the next change
      );
    }, keepAfterMs);
  };
}

// Views that tell how it stands with the city: whether there is a link right now, what waits.
const ofSync = new Set<ViewName>(["settings"]);

const ageEveryMs = 20_000; // "vor 6 Minuten" must not stand still

// The view model, kept fresh: undefined while none has come yet, null where there is no such thing.
export function useView<N extends ViewName>(
  name: N,
  parameters: Record<string, unknown> = {},
): ViewByName[N] | undefined {
  const { core, reader } = useSession();
  const key = viewKey(reader, name, parameters);
  const [, redraw] = useState(0);
  if (brought) takeBrought(name, key);
  if (!core.isReady && !shown.has(key) && isOfCity(name, parameters)) takeKept(key);
  const keepSoon = useKeeping(name, parameters, key);
  const last = useRef<{ name: string; view: ViewByName[N] } | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const load = () => {
      core.view(name, reader, parameters).then(
        (view) => {
          remember(key, asItWas(shown.get(key), view));
          ofLastTime.delete(key);
          // Another visit of this view may have brought what is new while this one stood: what counts is what is drawn.
          if (!isCurrent) return;
          if (shown.get(key) !== last.current?.view) redraw((count) => count + 1);
          keepSoon();
        },
        () => undefined, // the shell says what is wrong with the core
      );
    };
    if (core.isReady || !shown.has(key) || ofLastTime.has(key)) load();
    const stop = core.onEvent(({ event }) => {
      if (event === "changed" || event === "ready" || (event === "synced" && ofSync.has(name))) load();
    });
    const timer = setInterval(() => {
      if (core.isReady && document.visibilityState === "visible") load();
    }, ageEveryMs);
    return () => {
      isCurrent = false;
      stop();
      clearInterval(timer);
    };
  }, [key]);

  if (shown.has(key)) last.current = { name, view: shown.get(key) as ViewByName[N] };
  // While another filter loads the list before it stays, so that nothing jumps.
  return last.current?.view;
}
