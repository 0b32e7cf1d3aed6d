// SPDX-License-Identifier: EUPL-1.2
// Brings the app onto the phone, and says when a newer one waits there. Where the network goes away in
// the middle, a browser throws away what it had of a first installation and does not try again by
// itself before the next visit: then there would be no app in the cellar. So this does.
import { registerServiceWorker } from "../bridge/own_scripts";

const againFirstMs = 5_000;
const againMaxMs = 5 * 60_000;

export function keepAppOnPhone(onWaiting: (newer: ServiceWorker) => void): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  let againMs = againFirstMs;
  const again = () => {
    setTimeout(() => void install(), againMs);
    againMs = Math.min(2 * againMs, againMaxMs);
  };
  const watch = (registration: ServiceWorkerRegistration) => {
    const look = (worker: ServiceWorker) => {
      if (worker.state === "redundant" && !registration.active) again();
      if (registration.waiting && navigator.serviceWorker.controller) onWaiting(registration.waiting);
    };
    const follow = () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => look(worker));
    };
    if (registration.waiting) look(registration.waiting);
    follow();
    registration.onupdatefound = follow;
  };
  const install = () =>
    registerServiceWorker().then(
      (registration: ServiceWorkerRegistration | undefined) => registration && watch(registration),
      (error: unknown) => {
        if (error instanceof TypeError) again(); // it did not come; anything else is the reader's settings
      },
    );
  // After the page has what it needs: its files come from the network only once.
  if (document.readyState === "complete") void install();
  else window.addEventListener("load", () => void install(), { once: true });
}
