// SPDX-License-Identifier: EUPL-1.2
// Views that the city server makes with the same code as the core, for a first visit: the core is most of
// the app's bytes, and nobody should wait for it to read. What concerns this device, and what somebody
// searches for, never leaves it.
import type { Reader, ViewName } from "./protocol";

const ofCity = new Set<ViewName>([
  ...(["start", "stations", "station", "ideas", "idea", "actors", "actor"] as const),
  ...(["projects", "project", "radar", "about"] as const),
]);
const waitMs = 5_000;

// A page at a stand (no HTTPS) differs in what it may promise, and there the core starts at once.
export function isOfCity(name: ViewName, parameters: Record<string, unknown>): boolean {
  return isSecureContext && ofCity.has(name) && !parameters.search;
}

// Undefined: the city did not say (no network, or somebody else's page in its place).
export async function cityView(
  name: ViewName,
  reader: Reader,
  parameters: Record<string, unknown>,
): Promise<unknown> {
  const asked = new URLSearchParams({ lang: reader.lang, quartier: reader.quarter });
  for (const [key, value] of Object.entries(parameters)) if (value) asked.set(key, String(value));
  try {
    const answer = await fetch(`/views/${name}?${asked}`, { signal: AbortSignal.timeout(waitMs) });
    return answer.ok ? ((await answer.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
