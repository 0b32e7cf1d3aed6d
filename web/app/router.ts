// SPDX-License-Identifier: EUPL-1.2
// Addresses of the app, on the browser's own history: each view can be linked to, shared and reloaded.
import { useEffect, useState } from "preact/hooks";

export interface Place {
  path: string;
  query: URLSearchParams;
  // By a kiosk's QR code (core/domain/draft_link.h): "I-…" a draft, "R-…" a receipt; or "O-…" an own idea's text,
  // by its id; or empty.
  brought: string;
}

const changed = "quartierpuls:place";

interface Entry {
  depth?: number;
  scroll?: number;
  brought?: string;
}

const entry = () => (history.state as Entry | null) ?? {};

// What was brought leaves the address bar at once. It stays with this entry of the tab until it has been taken up,
// so that neither a reload nor a tab that the phone put away loses it.
export function here(): Place {
  const fragment = location.hash.slice(1);
  if (/^[IOR]-/.test(fragment))
    history.replaceState({ ...entry(), brought: fragment }, "", fragment.startsWith("R") ? "/meine" : "/ideen/neu");
  return { path: location.pathname, query: new URLSearchParams(location.search), brought: entry().brought ?? "" };
}

export function tookUpWhatWasBrought(): void {
  history.replaceState({ ...entry(), brought: undefined }, "");
}

// A step that the reader can take back.
export function go(to: string): void {
  if (to === location.pathname + location.search) return;
  history.replaceState({ ...history.state, scroll: window.scrollY }, "");
  history.pushState({ depth: depth() + 1 }, "", to);
  window.dispatchEvent(new CustomEvent(changed, { detail: { isStep: true } }));
}

// The same place with other filters: no step of its own.
export function adjust(change: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
  window.dispatchEvent(new CustomEvent(changed, { detail: { isStep: false } }));
}

function depth(): number {
  return entry().depth ?? 0;
}

// Back to where the reader came from, or to `otherwise` where they came from outside.
export function back(otherwise: string): void {
  if (depth() > 0) history.back();
  else go(otherwise);
}

export interface Step {
  isStep: boolean; // another place, not the same one with other filters
  scroll: number; // where the reader was when coming back
}

export function usePlace(): [Place, Step] {
  const [state, setState] = useState<[Place, Step]>(() => [here(), { isStep: false, scroll: 0 }]);
  useEffect(() => {
    const onChange = (event: Event) => {
      const detail = (event as CustomEvent<{ isStep: boolean }>).detail;
      setState([here(), { isStep: detail.isStep, scroll: 0 }]);
    };
    const onBack = () => {
      setState([here(), { isStep: true, scroll: entry().scroll ?? 0 }]);
    };
    window.addEventListener(changed, onChange);
    window.addEventListener("popstate", onBack);
    return () => {
      window.removeEventListener(changed, onChange);
      window.removeEventListener("popstate", onBack);
    };
  }, []);
  return state;
}
