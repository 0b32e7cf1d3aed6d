// SPDX-License-Identifier: EUPL-1.2
// A copy of the contributions that wait, left for when the app is closed: the browser wakes the service worker once there
// is a network (Background Sync, which Chromium has; elsewhere they wait for the app), and that sends the copy as it
// lies here. The core learns nothing of it and sends them again itself: the city takes each once, and answers with the
// same receipt. Votes are not in it (core/replica/replica.h, copy_of_waiting).
const cacheName = "unsent";
const address = "/unsent";

export interface Unsent {
  target: string;
  content_type: string;
}

// False where it cannot be left: a page without HTTPS has no caches, and a full disk keeps nothing.
export async function leaveUnsent({ target, content_type }: Unsent, body: Uint8Array): Promise<boolean> {
  if (!("caches" in self)) return false;
  const headers = { "Content-Type": content_type, "X-Target": target, "X-Copy": crypto.randomUUID() };
  try {
    await (await caches.open(cacheName)).put(address, new Response(body as BodyInit, { headers }));
    return true;
  } catch {
    return false;
  }
}

export async function forgetUnsent(): Promise<void> {
  if ("caches" in self) await caches.delete(cacheName);
}

// Rejects where it did not get through: the browser then tries again later.
export async function sendUnsent(): Promise<void> {
  if (!(await caches.has(cacheName))) return;
  const cache = await caches.open(cacheName);
  const left = await cache.match(address);
  if (!left) return;
  const answer = await fetch(left.headers.get("X-Target") ?? "", {
    method: "POST",
    headers: { "Content-Type": left.headers.get("Content-Type") ?? "" },
    body: await left.arrayBuffer(),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  // What the city refuses the app hears when it sends it itself. A captive portal answers everything.
  const isOfCity = answer.headers.get("Content-Type") === "application/cbor";
  if (answer.status >= 500 || !isOfCity) throw new Error(`no answer of the city, but ${answer.status}`);
  // The app may have left more meanwhile.
  const now = await cache.match(address);
  if (now?.headers.get("X-Copy") === left.headers.get("X-Copy")) await forgetUnsent();
}
