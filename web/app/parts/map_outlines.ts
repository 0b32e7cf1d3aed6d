// SPDX-License-Identifier: EUPL-1.2
// The city's outlines for every map, as its server gives them: asked for once, with the first map. Without them a map
// shows its grid and names alone.
import { useEffect, useState } from "preact/hooks";

export interface Outlines {
  attribution: string;
  // Rings of longitude and latitude in turn, in hundred-thousandths of a degree.
  outlines: { name: string; rings: number[][] }[];
}

const none: Outlines = { attribution: "", outlines: [] };
let asked: Promise<Outlines> | null = null;

async function ask(): Promise<Outlines> {
  const response = await fetch("/map.json");
  if (!response.ok) throw new Error(`no map: ${response.status}`);
  const found = (await response.json()) as Outlines;
  return Array.isArray(found.outlines) ? found : none;
}

export function useOutlines(): Outlines {
  const [outlines, setOutlines] = useState(none);
  useEffect(() => {
    let isCurrent = true;
    asked ??= ask();
    asked.then(
      (found) => isCurrent && setOutlines(found),
      () => {
        asked = null; // offline before they had come: the next map asks again
      },
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  return outlines;
}
