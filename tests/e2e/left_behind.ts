// SPDX-License-Identifier: EUPL-1.2
// Everything that a browser may hold of a page: to see that deleting leaves nothing.

// Runs in the page.
export async function leftBehind() {
  const files: string[] = [];
  const root = await navigator.storage?.getDirectory?.();
  if (root) for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name);
  return {
    files,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: { ...localStorage },
    session: { ...sessionStorage },
  };
}

export const nothingLeft = { files: [], databases: [], caches: [], workers: 0, local: {}, session: {} };
