// SPDX-License-Identifier: EUPL-1.2
// A phone in the test's own process, by the stranger's client: it remembers what it saved and what the city
// signed for, whatever happens to the city or the stand. Every request may fail; the same bytes go out again.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { type Ballot, castBallot } from "../e2e/stranger/ballots.ts";
import type { CityKeys } from "../e2e/stranger/city.ts";
import { Refused } from "../e2e/stranger/client.ts";
import { random } from "../e2e/stranger/cryptography.ts";
import * as operations from "../e2e/stranger/operations.ts";
import type { Choose } from "./choices.ts";
import type { Promises } from "./promises.ts";
import { hashOf, type Way } from "./ways.ts";

const requestMax = 20; // batches, ballots

// A batch with a new idea, signed.
export async function newIdea(
  city: CityKeys,
  id: Buffer,
  promises: Promises,
  { title, author } = { title: "An idea of a phone", author: operations.newAuthor() },
): Promise<Buffer> {
  const words = { title, text: "", quarter: "mitte", theme: "", language: "de" };
  const payload = operations.ideaSubmit(id, words, random(16));
  const batch = operations.signBatch(city, author, [await operations.sealed(city, author, 1, payload, Date.now())]);
  promises.ideaSaved("phone", author.key.toString("hex"), author.epoch.toString("hex"));
  return batch;
}

// Until the city has signed for it.
export async function bring(way: Way, batch: Buffer): Promise<void> {
  while (!(await withoutNetwork(way.push([batch]))).has(hashOf(batch))) await sleep(50);
}

export interface PhoneParts {
  city: CityKeys;
  way: Way;
  promises: Promises;
  polls: Buffer[];
  choose: Choose;
}

export class Phone {
  private readonly parts: PhoneParts;
  private batches: Buffer[] = [];
  private ballots: Ballot[] = [];
  private isQuiet = false;
  private isOff = false;
  private readonly running: Promise<void>;

  constructor(parts: PhoneParts) {
    this.parts = parts;
    this.running = this.run();
    this.running.catch(() => {}); // drained() tells it
  }

  // Saves nothing more, and sends until all of it is received. Rejects where that takes too long.
  async drained(withinMs: number): Promise<void> {
    this.isQuiet = true;
    await Promise.race([
      this.running,
      sleep(withinMs, undefined, { ref: false }).then(() => {
        throw new Error(`a phone still has ${this.batches.length} batches and ${this.ballots.length} ballots to send`);
      }),
    ]);
  }

  switchOff(): void {
    this.isOff = true;
  }

  private async run(): Promise<void> {
    while (!this.isOff && (!this.isQuiet || this.batches.length + this.ballots.length > 0)) {
      if (!this.isQuiet) await this.save();
      await this.send();
      await sleep(this.parts.choose() * 60);
    }
  }

  private async save(): Promise<void> {
    const { city, promises, polls, choose } = this.parts;
    this.batches.push(await newIdea(city, random(16), promises));
    const poll = polls[Math.floor(choose() * polls.length)];
    assert.ok(poll);
    if (choose() < 0.5) return;
    const secret = random(32);
    // Somebody who thinks again: the second one counts, whichever arrives first.
    for (const [choice, revision] of choose() < 0.2 ? ([[1, 1], [0, 2]] as const) : ([[1, 1]] as const)) {
      const ballot = castBallot(city.city, secret, poll, choice, revision);
      this.ballots.push(ballot);
      const [nullifier, hash] = [ballot.nullifier.toString("hex"), ballot.hash.toString("hex")];
      promises.ballotCast("phone", poll.toString("hex"), nullifier, hash, { revision, choice });
    }
  }

  private async send(): Promise<void> {
    const batches = this.batches.slice(0, requestMax);
    if (batches.length > 0) {
      const received = await withoutNetwork(this.parts.way.push(batches));
      this.batches = this.batches.filter((batch) => !received.has(hashOf(batch)));
    }
    const ballots = this.ballots.slice(0, requestMax);
    if (ballots.length > 0) {
      const received = await withoutNetwork(this.parts.way.vote(ballots));
      this.ballots = this.ballots.filter(({ hash }) => !received.has(hash.toString("hex")));
    }
    // What is held at a stand waits for its turn behind the others.
    this.batches.push(...this.batches.splice(0, requestMax));
    this.ballots.push(...this.ballots.splice(0, requestMax));
  }
}

// Nobody listens, the connection ended in the middle, or it is busy: nothing is received. Whatever else an answer
// may be breaks the test.
async function withoutNetwork(answer: Promise<Set<string>>): Promise<Set<string>> {
  try {
    return await answer;
  } catch (error) {
    const isFetch = error instanceof TypeError; // how fetch says that no answer came
    if (!isFetch && !(error instanceof Refused && error.status === 503)) throw error;
    await sleep(50);
    return new Set();
  }
}
