// SPDX-License-Identifier: EUPL-1.2
// What people do at a kiosk, round after round: the same steps on both programs, at the same pace.
import { setTimeout as sleep } from "node:timers/promises";

export const areas = ["start", "ideas", "radar", "actors", "kickbox", "mood"] as const;
export type Area = (typeof areas)[number];

export interface Visitor {
  open(area: Area): Promise<void>;
  openStations(): Promise<void>; // from the start
  openFirst(kind: "station" | "idea" | "actor" | "project"): Promise<void>; // of the list that is shown
  back(): Promise<void>;
  startSearch(): Promise<void>;
  type(letter: string): Promise<void>;
  erase(): Promise<void>;
  endSearch(): Promise<void>;
  scroll(): Promise<void>; // most of a page down
  more(): Promise<void>;
  narrowRadar(): Promise<void>;
  write(title: string, text: string): Promise<void>; // from the start, until it is said to be saved
}

// Nobody presses faster than they can look.
const lookMs = 400;
const letterMs = 120;

async function searchIdeas(visitor: Visitor, word: string): Promise<void> {
  await visitor.open("ideas");
  await visitor.startSearch();
  for (const letter of word) {
    await visitor.type(letter);
    await sleep(letterMs);
  }
  await visitor.endSearch();
  for (let page = 0; page < 3; ++page) {
    await visitor.scroll();
    await sleep(lookMs);
  }
  await visitor.openFirst("idea");
  await sleep(lookMs);
  await visitor.back();
  await visitor.startSearch();
  for (let letter = 0; letter < word.length; ++letter) await visitor.erase();
  await visitor.endSearch();
}

async function round(visitor: Visitor, number: number, words: string[]): Promise<void> {
  const look = async (step: Promise<void>) => {
    await step;
    await sleep(lookMs);
  };
  await look(visitor.open("start"));
  await look(visitor.openStations());
  await look(visitor.openFirst("station"));
  await look(visitor.scroll());
  await look(visitor.back());
  await searchIdeas(visitor, words[number % words.length] ?? "");
  await look(visitor.open("ideas"));
  await look(visitor.more());
  for (let page = 0; page < 5; ++page) await look(visitor.scroll());
  await look(visitor.open("actors"));
  await look(visitor.scroll());
  await look(visitor.openFirst("actor"));
  await look(visitor.back());
  await look(visitor.open("kickbox"));
  await look(visitor.scroll());
  await look(visitor.openFirst("project"));
  await look(visitor.back());
  await look(visitor.open("radar"));
  await look(visitor.narrowRadar());
  await look(visitor.scroll());
  await look(visitor.open("mood"));
  await look(visitor.open("start"));
  await look(visitor.write(`Mehr Licht am Weg, Nummer ${number}`, "Abends ist es dort sehr dunkel."));
  await look(visitor.open("start"));
}

// Whole rounds until the time is over; ends at the start. How many there were.
export async function journey(visitor: Visitor, seconds: number, words: string[]): Promise<number> {
  let rounds = 0;
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ++rounds) await round(visitor, rounds, words);
  await visitor.open("start");
  return rounds;
}
