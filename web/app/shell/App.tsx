// SPDX-License-Identifier: EUPL-1.2
// What stands around every view: the bar, the areas, the line on sync, and which view the address asks for.
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Core } from "../bridge/core";
import { erasePage } from "../bridge/erase_page";
import { keepView, keptView } from "../bridge/kept_views";
import type { Keeping, Reader } from "../bridge/protocol";
import type { MessageKey } from "../generated/messages";
import type { ShellView, SyncLine as SyncLineView } from "../generated/views";
import { type Place, type Step, usePlace } from "../router";
import { asItWas, DeviceContext, say, type Session, SessionContext, type ShellWords, viewKey } from "../session";
import { AboutPage } from "../views/AboutPage";
import { ActorListPage } from "../views/ActorListPage";
import { ActorPage } from "../views/ActorPage";
import { EditIdeaPage } from "../views/EditIdeaPage";
import { ErasedPage } from "../views/ErasedPage";
import { IdeaFormPage } from "../views/IdeaFormPage";
import { IdeaListPage } from "../views/IdeaListPage";
import { IdeaPage } from "../views/IdeaPage";
import { MoodPage } from "../views/MoodPage";
import { NotFoundPage } from "../views/NotFoundPage";
import { OwnIdeasPage } from "../views/OwnIdeasPage";
import { OwnProjectPage } from "../views/OwnProjectPage";
import { ProjectListPage } from "../views/ProjectListPage";
import { ProjectPage } from "../views/ProjectPage";
import { RadarPage } from "../views/RadarPage";
import { ReportIdeaPage } from "../views/ReportIdeaPage";
import { SettingsPage } from "../views/SettingsPage";
import { StartPage } from "../views/StartPage";
import { StationListPage } from "../views/StationListPage";
import { StationPage } from "../views/StationPage";
import { noteUnsent } from "./background_sync";
import { keepFocus } from "./kept_focus";
import { Navigation } from "./Navigation";
import { Notices } from "./Notices";
import { showOwnLetters } from "./own_letters";
import { SyncLine } from "./SyncLine";
import { TopBar } from "./TopBar";
import { UpdateBar } from "./UpdateBar";

function viewFor(place: Place): ComponentChildren {
  const [area = "", id = "", part = ""] = place.path.split("/").filter(Boolean).map(decodeURIComponent);
  switch (area) {
    case "":
      return <StartPage />;
    case "stationen":
      return <StationListPage place={place} />;
    case "station":
      return <StationPage key={id} id={id} place={place} />;
    case "ideen":
      if (id === "neu") return <IdeaFormPage place={place} />;
      if (part === "melden") return <ReportIdeaPage key={id} id={id} />;
      return id ? <IdeaPage key={id} id={id} /> : <IdeaListPage place={place} />;
    case "meine":
      return id ? <EditIdeaPage key={id} id={id} /> : <OwnIdeasPage place={place} />;
    case "themen":
      return <RadarPage place={place} />;
    case "netzwerk":
      return id ? <ActorPage key={id} id={id} /> : <ActorListPage place={place} />;
    case "kickbox":
      if (part === "meins") return <OwnProjectPage key={id} id={id} />;
      return id ? <ProjectPage key={id} id={id} /> : <ProjectListPage place={place} />;
    case "stimmung":
      return <MoodPage place={place} />;
    case "einstellungen":
      return <SettingsPage />;
    case "ueber":
      return <AboutPage />;
    default:
      return <NotFoundPage />;
  }
}

interface Shell {
  words: ShellWords | null;
  sync: SyncLineView | null;
}

function wordsOf({ sync, clock, ...words }: ShellView): ShellWords {
  return words;
}

// The shell's own view: asked again whenever sync or content moved, since its line must be true. Of the last time there
// are its words alone.
function useShell(core: Core, reader: Reader, firstReader: Reader, first: ShellView | null): Shell {
  const key = viewKey(reader, "shell", {});
  const [shell, setShell] = useState<Shell>(() => ({
    words: first ? wordsOf(first) : ((keptView(key) as ShellWords | undefined) ?? null),
    sync: first?.sync ?? null,
  }));
  useEffect(() => {
    const show = (next: ShellView) => {
      const words = wordsOf(next);
      setShell((now) => ({ words: asItWas(now.words, words), sync: asItWas(now.sync, next.sync) }));
      keepView(key, words);
    };
    const load = () => core.view("shell", reader, { area: "" }).then(show, () => undefined);
    if (core.isReady || !first || reader !== firstReader) load();
    const stop = core.onEvent(({ event }) => {
      if (event === "ready" || event === "changed" || event === "synced") load();
    });
    return () => {
      stop();
    };
  }, [reader.lang, reader.quarter]);
  return shell;
}

const arrivalFramesMax = 300;

// After a step the reader is at the top and the new heading is read out; going back lands where one was.
function useArrival(place: Place, step: Step): void {
  useEffect(() => {
    if (!step.isStep) return;
    showOwnLetters();
    window.scrollTo(0, step.scroll);
    // The view may still be on its way from the core.
    let frames = arrivalFramesMax;
    let frame = requestAnimationFrame(function arrive() {
      const heading = document.querySelector<HTMLElement>("main h1");
      if (heading) heading.focus({ preventScroll: true });
      else if (--frames > 0) frame = requestAnimationFrame(arrive);
    });
    return () => cancelAnimationFrame(frame);
  }, [place.path, step]);
}

function useWakeOnReturn(core: Core): void {
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && core.wake();
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, []);
}

// What sticks above the footer needs its height, which grows with the line on sync. Each by name: WebKit does not look
// again at who inherits a property that others do not.
function useFootHeight(foot: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!foot.current) return;
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const watcher = new ResizeObserver(([entry]) => {
      const height = Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0);
      sheet.replaceSync(`html, main, .write, .update { --foot: ${height}px; }`);
    });
    watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, []);
}

interface Props {
  core: Core;
  firstReader: Reader;
  firstShell: ShellView | null;
  keep(reader: Reader): void;
}

export function App({ core, firstReader, firstShell, keep }: Props) {
  const [reader, setReader] = useState(firstReader);
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  const [isErased, setErased] = useState(false);
  const [announcement, setAnnouncement] = useState({ text: "", number: 0 });
  const [isWaiting, setWaiting] = useState(false);
  const [place, step] = usePlace();
  const { words: shell, sync } = useShell(core, reader, firstReader, firstShell);
  const main = useRef<HTMLElement>(null);
  const foot = useRef<HTMLElement>(null);
  useArrival(place, step);
  useFootHeight(foot);
  useWakeOnReturn(core);
  useEffect(() => keepFocus(document.body), []);
  useEffect(
    () =>
      core.onEvent((event) => {
        if (event.event === "erased") void erasePage().then(() => setErased(true));
        if (event.event === "unsent") noteUnsent(event.waits);
        if (event.event === "waiting") setWaiting(event.isLong);
        if (event.event !== "ready" && event.event !== "failed") return;
        document.documentElement.dataset.core = event.event;
        if (event.event === "ready") setKeeping(event.keeping);
      }),
    [],
  );
  useEffect(() => {
    document.documentElement.lang = shell?.lang ?? reader.lang.split("-x-")[0] ?? "de";
    document.documentElement.dir = shell?.dir || (reader.lang === "ar" ? "rtl" : "ltr");
  }, [shell?.lang, shell?.dir, reader.lang]);

  const session = useMemo<Session>(
    () => ({
      core,
      reader,
      shell,
      setReader: (change) => {
        const next = { ...reader, ...change };
        keep(next);
        showOwnLetters();
        setReader(next);
      },
      say: (key: MessageKey) => say(reader.lang, key),
      announce: (text) => setAnnouncement(({ number }) => ({ text, number: number + 1 })),
    }),
    [reader, shell],
  );
  const device = useMemo(() => ({ keeping, sync }), [keeping, sync]);
  const view = useMemo(() => viewFor(place), [place]);

  // No step of its own: who goes back afterwards goes back to where they came from.
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    main.current?.focus();
  };
  if (isErased) return <ErasedPage say={session.say} />;
  return (
    <SessionContext.Provider value={session}>
      <DeviceContext.Provider value={device}>
        <a class="skip" href="#main" onClick={skip}>
          {session.say("phone.skip")}
        </a>
        <TopBar path={place.path} />
        <main id="main" ref={main} tabIndex={-1}>
          <Notices />
          {view}
        </main>
        <UpdateBar />
        <footer class="foot" ref={foot}>
          <Toast text={announcement.text} number={announcement.number} meanwhile={isWaiting ? session.say("phone.loading") : ""} />
          <SyncLine />
          <Navigation path={place.path} />
        </footer>
      </DeviceContext.Provider>
    </SessionContext.Provider>
  );
}

const toastMs = 6000;

interface ToastProps {
  text: string;
  number: number;
  meanwhile: string; // stands as long as it is true
}

// Said once, politely, and seen for a while. The region itself stays: a screen reader hears what
// changes in it, and the same words twice are two changes.
function Toast({ text, number, meanwhile }: ToastProps) {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (number === 0) return;
    setShown(number);
    const timer = setTimeout(() => setShown(0), toastMs);
    return () => clearTimeout(timer);
  }, [number]);
  return (
    <div class="toast-place" role="status" data-id="toast">
      {(shown > 0 || meanwhile) && (
        <p key={shown} class="toast">
          {shown > 0 ? text : meanwhile}
        </p>
      )}
    </div>
  );
}
