// SPDX-License-Identifier: EUPL-1.2
// Keeps the app itself on the phone, so that it opens in a cellar. Data are the core's business:
// nothing under /api is ever kept, and whatever is not a GET is never touched.
import { cacheNames } from "workbox-core";
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { unsentTag } from "../bridge/protocol.ts";
import { sendUnsent } from "./unsent.ts";

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[];
  furtherFonts: string[];
};

// The service worker's static routes, which TypeScript does not know yet.
interface Routing {
  addRoutes?(route: { condition: { urlPattern: URLPattern }; source: { cacheName: string } }): void;
}

// The server's page comes with fresh numbers. Where it does not come soon, the kept one opens and
// the core fills it: nobody waits for a network that is not there.
const pageMs = 700;

precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: "", cleanURLs: false });
cleanupOutdatedCaches();

function isPageOfApp(request: Request): boolean {
  return request.mode === "navigate" && !/^\/(api|opendata|health|licences\.txt)(\/|$)/.test(new URL(request.url).pathname);
}

async function page(event: FetchEvent): Promise<Response> {
  const kept = await matchPrecache("/index.html");
  const fresh = (async () => {
    const preloaded = (await event.preloadResponse) as Response | undefined;
    const response = preloaded ?? (await fetch(event.request));
    // A captive portal answers everything: only our own page is one.
    if (!response.ok || response.redirected) throw new Error("not our page");
    return response;
  })();
  if (!kept) return await fresh;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), pageMs));
  return await Promise.race([fresh.catch(() => kept), late]);
}

// For scripts that not every reader needs: kept from the first text that needs them.
const fontCache = "further-fonts";
const furtherFonts = new Set(self.furtherFonts);

async function font(request: Request): Promise<Response> {
  const cache = await caches.open(fontCache);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

// What lies under the maps: shown as it was kept, and looked at anew for the next time.
const mapCache = "map";
const mapPath = "/map.json";

async function freshMap(): Promise<Response> {
  const fresh = await fetch(mapPath, { cache: "no-cache" });
  // A captive portal answers everything.
  if (!fresh.ok || fresh.redirected || !fresh.headers.get("content-type")?.includes("json")) throw new Error("no map");
  await (await caches.open(mapCache)).put(mapPath, fresh.clone());
  return fresh;
}

async function map(event: FetchEvent): Promise<Response> {
  const kept = await (await caches.open(mapCache)).match(mapPath);
  const fresh = freshMap();
  if (!kept) return await fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return kept;
}

async function dropOldFonts(): Promise<void> {
  if (!(await caches.has(fontCache))) return;
  const cache = await caches.open(fontCache);
  for (const request of await cache.keys())
    if (!furtherFonts.has(new URL(request.url).pathname)) await cache.delete(request);
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (isPageOfApp(event.request)) event.respondWith(page(event));
  else if (pathname === mapPath) event.respondWith(map(event));
  else if (furtherFonts.has(pathname)) event.respondWith(font(event.request));
});

self.addEventListener("install", (event) => {
  // Where the browser can, it takes scripts and core from the cache itself, without asking this worker for each. (Not
  // the letters: those of further scripts lie in a cache of their own.)
  (event as Routing).addRoutes?.({
    condition: { urlPattern: new URLPattern({ pathname: "/assets/*.(js|wasm)" }) },
    source: { cacheName: cacheNames.precache },
  });
  // The very first one serves at once; a later one waits until the reader asks for it.
  if (!self.registration.active) event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable(), dropOldFonts()]),
  );
  // Nothing waits for it: what comes in time is there for the first map without a network.
  freshMap().catch(() => undefined);
});

// Background Sync, which TypeScript does not know: the browser says that there is a network, perhaps long after the app
// was closed.
interface SyncEvent extends ExtendableEvent {
  tag: string;
}
self.addEventListener("sync" as "activate", (event) => {
  if ((event as SyncEvent).tag === unsentTag) event.waitUntil(sendUnsent());
});

self.addEventListener("message", (event) => {
  if ((event.data as { type?: string } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});
