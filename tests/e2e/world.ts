// SPDX-License-Identifier: EUPL-1.2
// A city of its own for one test file: a folder, a server with the demo content, and an end.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  type City,
  type CityOptions,
  cityCommand,
  type Place,
  root,
  startCity,
  startFeed,
} from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";

export interface World {
  place: Place;
  city: City;
  feed: Program | undefined;
  stop(): Promise<void>;
}

export interface WorldOptions extends CityOptions {
  feed?: string[]; // a feed beside the city, with these options
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const place: Place = {
    build: process.env.QP_BUILD ?? join(root, "build/dev"),
    folder: mkdtempSync(join(tmpdir(), "quartierpuls-e2e-")),
  };
  const feed = options.feed ? await startFeed(place, { args: options.feed }) : undefined;
  const feeds = feed ? { feeds: [feed.url], pollSeconds: 1 } : {};
  const city = await startCity(place, { demo: true, ...feeds, ...options });
  return {
    place,
    city,
    feed: feed?.program,
    stop: async () => {
      await city.program.stop();
      await feed?.program.stop();
      rmSync(place.folder, { recursive: true, force: true });
    },
  };
}

export async function hasTiles({ url }: City): Promise<boolean> {
  const answer = await fetch(`${url}/views/start?lang=de&quartier=city`);
  return ((await answer.json()) as { tiles: object[] }).tiles.length > 0;
}

// Its feed was asked, and what it said is public.
export function hasLiveValues(city: City): Promise<unknown> {
  return eventually("the city has live values", () => hasTiles(city), 60_000);
}

export interface IdeaForEditors {
  id: string;
  title: string;
}

// What waits for the editors.
export async function waitingIdeas(city: City): Promise<IdeaForEditors[]> {
  return JSON.parse(await cityCommand(city, ["moderate", "list", "--json"])) as IdeaForEditors[];
}

// Each of these ideas comes to the city, and no more than once.
export async function arriveOnce(city: City, titles: string[], withinMs = 60_000): Promise<void> {
  await eventually(
    `${titles} at the city, once each`,
    async () => {
      const there = (await waitingIdeas(city)).map(({ title }) => title);
      for (const title of titles) assert.equal(there.filter((one) => one === title).length, 1, title);
      return true;
    },
    withinMs,
  );
}

// A table of the open data.
export async function openData<Row>(url: string, table: string): Promise<Row[]> {
  const answer = await fetch(`${url}/opendata/${table}.json`);
  return ((await answer.json()) as { items: Row[] }).items;
}

interface PublicIdea {
  id: string;
  title: string;
  status: string;
}

export function publicIdeas(city: City): Promise<PublicIdea[]> {
  return openData<PublicIdea>(city.url, "ideas");
}
