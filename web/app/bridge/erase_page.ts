// SPDX-License-Identifier: EUPL-1.2
// What the page itself has put into this browser, beside the core's files: all of it goes, the app kept for offline
// use as well.
import { storeNoMore } from "./page_storage";

async function forgetApp(): Promise<void> {
  const registrations = await navigator.serviceWorker?.getRegistrations();
  await Promise.all((registrations ?? []).map((registration) => registration.unregister()));
  if ("caches" in window) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

export async function erasePage(): Promise<void> {
  storeNoMore();
  for (const kind of ["localStorage", "sessionStorage"] as const) {
    try {
      window[kind].clear();
    } catch {
      // a browser that keeps nothing
    }
  }
  await forgetApp().catch(() => undefined); // nothing of the reader's own is in it any more
}
