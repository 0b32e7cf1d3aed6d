// SPDX-License-Identifier: EUPL-1.2
// How a phone's contributions leave it: straight to the city, or over a stand. Both tell what is received, by the
// hash of the batch or ballot, once it has been checked and noted.
import { type Ballot, ballotsBody } from "../e2e/stranger/ballots.ts";
import { readBallotReceipt, readPushReceipt } from "../e2e/stranger/city.ts";
import type { Client } from "../e2e/stranger/client.ts";
import { sha256 } from "../e2e/stranger/cryptography.ts";
import { pushBody } from "../e2e/stranger/operations.ts";
import { type RelayEntry, readRelayReceipt } from "../e2e/stranger/relay.ts";
import type { Promises } from "./promises.ts";

export const hashOf = (batch: Buffer): string => sha256(batch).toString("hex");

// The moment in which an answer is here, and nothing has been done about it.
export class Answers {
  private act: (() => void) | undefined;

  came(): void {
    this.act?.();
    this.act = undefined;
  }
  // Acts when the next one comes, or where none does.
  async next(act: () => void, withinMs: number): Promise<void> {
    await new Promise<void>((done) => {
      const timer = setTimeout(() => this.came(), withinMs);
      this.act = () => {
        clearTimeout(timer);
        act();
        done();
      };
    });
  }
}

export interface Way {
  push(batches: Buffer[]): Promise<Set<string>>;
  vote(ballots: Ballot[]): Promise<Set<string>>;
}

export function toCity(client: Client, promises: Promises, answers: Answers): Way {
  const { city } = client;
  return {
    push: async (batches) => {
      const answer = await client.post("/api/v1/push", pushBody(city, batches));
      answers.came();
      const receipt = readPushReceipt(answer, city);
      promises.took(receipt);
      const answered = receipt.batches.map(({ outcomes }) => outcomes.every(({ is }) => is !== "retry"));
      return new Set(batches.filter((_, i) => answered[i]).map(hashOf));
    },
    vote: async (ballots) => {
      const answer = await client.post("/api/v1/ballots", ballotsBody(city, ballots));
      answers.came();
      const receipt = readBallotReceipt(answer, city);
      promises.tookBallots(receipt);
      return new Set(receipt.outcomes.map(({ hash }) => hash.toString("hex")));
    },
  };
}

// A stand's word is kept beside the city's: what it holds it must not lose either.
export function overStand(client: Client, promises: Promises, answers: Answers): Way {
  const { city } = client;
  const noted = (entries: RelayEntry[], take: (receipt: Buffer) => void): Set<string> => {
    const received = new Set<string>();
    for (const entry of entries) {
      const hash = entry.hash.toString("hex");
      if (entry.is === "not taken") throw new Error(`a stand refused ${hash}: ${entry.code}`);
      if (entry.is === "held") promises.heldAtStand(hash);
      if (entry.is !== "received") continue;
      take(entry.receipt);
      received.add(hash);
    }
    return received;
  };
  return {
    push: async (batches) => {
      const answer = await client.post("/api/v1/push", pushBody(city, batches));
      answers.came();
      const { entries } = readRelayReceipt(answer, "qp1/relay-receipt", city, Date.now());
      return noted(entries, (receipt) => promises.took(readPushReceipt(receipt, city)));
    },
    vote: async (ballots) => {
      const answer = await client.post("/api/v1/ballots", ballotsBody(city, ballots));
      answers.came();
      const { entries } = readRelayReceipt(answer, "qp1/relay-ballot-receipt", city, Date.now());
      return noted(entries, (receipt) => promises.tookBallots(readBallotReceipt(receipt, city)));
    },
  };
}
