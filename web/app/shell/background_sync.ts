// SPDX-License-Identifier: EUPL-1.2
// Asks the browser to wake the service worker once there is a network, where the app is put away or closed while a
// contribution waits (worker/unsent.ts). While it is open it sends by itself.
import { unsentTag } from "../bridge/protocol";

type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

let registration: WithSync | null = null;
let waits = false;

export function noteUnsent(waitsNow: boolean): void {
  waits = waitsNow;
  // Known beforehand: a page that goes has no time to wait for it.
  if (waits && !registration) void navigator.serviceWorker?.ready.then((ready) => (registration = ready));
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !waits) return;
  registration?.sync?.register(unsentTag).catch(() => undefined); // not where the reader has forbidden it
});
