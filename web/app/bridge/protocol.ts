// SPDX-License-Identifier: EUPL-1.2
// What page, worker and core say to each other. The core's side is web/bridge/phone_core.h.
import type * as views from "../generated/views";

// The view models by the name under which the core makes them.
export interface ViewByName {
  shell: views.ShellView;
  start: views.StartView;
  stations: views.StationListView;
  station: views.StationView | null;
  ideas: views.IdeaListView;
  own_ideas: views.OwnIdeasView;
  idea: views.IdeaView | null;
  idea_form: views.IdeaFormView;
  idea_edit: views.IdeaFormView;
  idea_report: views.IdeaReportView | null;
  settings: views.PhoneSettingsView;
  actors: views.ActorListView;
  actor: views.ActorView | null;
  projects: views.ProjectListView;
  project: views.ProjectView | null;
  own_project: views.OwnProjectView | null;
  radar: views.RadarView;
  mood: views.MoodView;
  about: views.AboutView;
}
export type ViewName = keyof ViewByName;

export interface Draft {
  title: string;
  text: string;
  in_quarter: string;
  theme: string;
  place: string; // as the core gave it (PlaceTaken, a choice's id); empty: none
  draft_lang?: string;
}

export interface Report {
  reason: string; // a choice of the view; empty: none yet
  text: string;
}

// Who reads, and where: stands in every message, so that the core keeps nothing of it.
export interface Reader {
  lang: string;
  quarter: string;
}

export type Message =
  | ({ kind: "view"; view: ViewName } & Record<string, unknown>)
  | ({ kind: "save_idea" } & Draft)
  | ({ kind: "keep_draft" } & Draft)
  // The core's answer (PlaceTaken) is what a page may keep of it.
  | { kind: "take_place"; latitude_e5: number; longitude_e5: number; accuracy_metres: number }
  | { kind: "draft" }
  | { kind: "drop_draft" }
  | { kind: "read_draft_link"; fragment: string }
  | ({ kind: "edit_idea"; id: string } & Draft)
  | { kind: "withdraw_idea"; id: string }
  | { kind: "make_project_key"; id: string }
  | ({ kind: "save_update"; id: string } & views.TypedUpdate)
  | ({ kind: "report_idea"; id: string } & Report)
  | { kind: "cast"; poll: string; choice: number }
  | { kind: "retry_refused"; id: string }
  | { kind: "let_go_refused"; id: string }
  | { kind: "follow_receipt"; code: string }
  | { kind: "let_go_receipt"; code: string }
  | { kind: "export_own" }
  | { kind: "begin_erase" } // takes back what can be
  | { kind: "keep_device" } // not, after all
  | { kind: "erase_device" } // all files, at once
  | { kind: "save_failed"; code: string }; // the words for it

// Repeated without harm, so they are asked again when another tab takes over the databases.
export function isHarmless(message: { kind: string }): boolean {
  return ["view", "take_place", "draft", "keep_draft", "read_draft_link", "export_own", "keep_device", "save_failed"].includes(
    message.kind,
  );
}

export interface Failure {
  code: string;
  detail: string;
  view?: views.SaveFailedView;
}
// `lacks_content`: a view made before this device has got the city's content.
export type Answer = { ok: true; result: unknown; lacks_content?: true };
export type Reply = Answer | ({ ok: false } & Failure);

// How long what is written here lasts: in files, or in memory alone, which nobody may call saved.
export type Keeping = "opfs" | "indexeddb" | "memory";

export type CoreEvent =
  // `isNew`: there was no database of one's own, and this has begun one.
  | { event: "ready"; keeping: Keeping; isNew: boolean }
  | { event: "changed" } // content or contributions: what is on screen may differ now
  | { event: "synced" } // the line on sync may differ
  | { event: "unsent"; waits: boolean } // a copy of what waits is left for the service worker, or none is any more
  | { event: "aside"; code: string; file: string }
  | { event: "leaving" } // every file is about to be deleted: no tab is to begin others
  | { event: "erased" } // all of the device's files are gone, and with them what the core could do
  | { event: "failed"; code: string; detail: string }
  | { event: "waiting"; isLong: boolean }; // the page's own: something that was pressed takes long

// By this name the page asks for a background sync, and the service worker is woken for one.
export const unsentTag = "unsent";

// Page and worker of one tab.
export interface Start {
  city: string;
  tab: string; // a name for this page in its tab
  predecessor: string; // the page that the tab showed before, or empty
}
export type ToWorker =
  | { start: Start }
  | { id: number; message: Message & Reader }
  | { wake: true };
export type FromWorker = { id: number; reply: Reply } | CoreEvent;

// Workers of several tabs, over a BroadcastChannel: one of them owns the databases.
export type BetweenTabs =
  | { ask: { of: string; tab: string; id: number; message: Message & Reader } }
  | { answer: { tab: string; id: number; reply: Reply | null } } // null: not done, ask the next owner
  | { tell: CoreEvent; tab: string }
  | { owner: "who" }
  | { owner: "me"; tab: string; term: number } // the higher term is right
  | { wake: true };
