// SPDX-License-Identifier: EUPL-1.2
// Every view of the phone by name and address, with real ids from the open data.
import { openData } from "./world.ts";

export interface PhoneView {
  name: string;
  path: string;
}

export async function phoneViews(url: string): Promise<PhoneView[]> {
  const views: PhoneView[] = [
    { name: "start", path: "/" },
    { name: "stations", path: "/stationen" },
    { name: "stations_map", path: "/stationen?als=karte" },
    { name: "idea_list", path: "/ideen" },
    { name: "idea_write", path: "/ideen/neu" },
    { name: "own_ideas", path: "/meine" },
    { name: "radar", path: "/themen" },
    { name: "radar_narrowed", path: "/themen?thema=environment" },
    { name: "actor_list", path: "/netzwerk" },
    { name: "kickbox_list", path: "/kickbox" },
    { name: "mood", path: "/stimmung" },
    { name: "settings", path: "/einstellungen" },
    { name: "about", path: "/ueber" },
    { name: "not_found", path: "/gibt-es-nicht" },
  ];
  const details: [string, string, string, string?][] = [
    ["idea", "ideas", "/ideen/"],
    ["idea_report", "ideas", "/ideen/", "/melden"],
    ["actor", "actors", "/netzwerk/"],
    ["kickbox", "projects", "/kickbox/"],
    ["own_project", "projects", "/kickbox/", "/meins"],
    ["station", "stations", "/station/"],
  ];
  for (const [name, table, path, below = ""] of details) {
    const [row] = await openData<{ id: string }>(url, table);
    if (row) views.push({ name, path: path + row.id + below });
  }
  const ideas = await openData<{ id: string; latitude: number | null }>(url, "ideas");
  const placed = ideas.find(({ latitude }) => latitude !== null);
  if (placed) views.push({ name: "idea_place", path: `/ideen/${placed.id}` });
  return views;
}
