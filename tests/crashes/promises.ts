// SPDX-License-Identifier: EUPL-1.2
// What people were told, kept in the test's own memory, and whether the files keep it.
import assert from "node:assert/strict";

import type { BallotReceipt, PushReceipt } from "../e2e/stranger/city.ts";
import { checkAll, oneNumber, rows } from "./databases.ts";

type Counted = { revision: number; choice: number };

const ideaSubmit = 1; // the type of operation
const operationKey = "lower(hex(author)) || ' ' || lower(hex(epoch))";
// In the layout of the protocol: poll at 17, nullifier at 49, revision at 81, choice at 85 (SQL counts from 1).
const ballotKey = "lower(hex(substr(ballot, 18, 16))) || ' ' || lower(hex(substr(ballot, 50, 32)))";
const standFiles = ["relay.db", "relay-ballots.db"];
const hash = "lower(hex(hash)) AS hash";

export class Promises {
  private readonly saved = new Map<string, string>(); // author and epoch → who said it
  private readonly received = new Map<string, number | null>(); // and the city's number, where it was told
  private readonly cast = new Map<string, Counted>(); // poll and nullifier → the highest revision
  private readonly ballotsReceived = new Set<string>();
  private readonly ballotOf = new Map<string, { key: string; device: string }>(); // by hash
  private readonly held = new Set<string>(); // at a stand, by hash

  get said(): string {
    const saved = `${this.saved.size} ideas and ${this.ballotOf.size} ballots saved`;
    const received = `${this.received.size} and ${this.ballotsReceived.size} received`;
    return `${saved}, ${received}, ${this.held.size} accepted at the stand`;
  }

  ideaSaved(device: string, author: string, epoch: string): void {
    this.saved.set(`${author} ${epoch}`, device);
  }
  ideaReceived(author: string, epoch: string, seq: number | null = null): void {
    const key = `${author} ${epoch}`;
    const before = this.received.get(key) ?? null;
    assert.ok(before === null || seq === null || before === seq, `the city gave ${key} two numbers`);
    this.received.set(key, seq ?? before);
  }
  ballotCast(device: string, poll: string, nullifier: string, hash: string, counted: Counted): void {
    const key = `${poll} ${nullifier}`;
    this.ballotOf.set(hash, { key, device });
    if ((this.cast.get(key)?.revision ?? 0) < counted.revision) this.cast.set(key, counted);
  }
  heldAtStand(hash: string): void {
    this.held.add(hash);
  }

  took(receipt: PushReceipt): void {
    assert.deepEqual(receipt.refused, [], "no sound batch is refused");
    for (const { author, epoch, firstSeq, outcomes } of receipt.batches)
      for (const outcome of firstSeq === 1 ? outcomes : []) {
        assert.notEqual(outcome.is, "rejected", "no sound operation is rejected");
        if ("seq" in outcome) this.ideaReceived(author.toString("hex"), epoch.toString("hex"), outcome.seq);
      }
  }
  tookBallots(receipt: BallotReceipt): void {
    for (const { hash, is } of receipt.outcomes) {
      assert.notEqual(is, "rejected", "no sound ballot is rejected");
      this.ballotsReceived.add(this.ballotOf.get(hash.toString("hex"))?.key ?? "");
    }
  }

  // What the city signed for is in its files, under one number.
  checkCity(folder: string): CityFiles {
    checkAll(folder);
    const [taken = []] = rows(
      folder,
      "operations.db",
      `SELECT ${operationKey} AS key, seq, city_seq FROM operation JOIN chain ON chain.id = operation.chain
       WHERE type = ${ideaSubmit}`,
    );
    const operations = new Map(taken.map(({ key, city_seq }) => [String(key), Number(city_seq)]));
    assert.equal(new Set(taken.map(({ key, seq }) => `${key} ${seq}`)).size, taken.length, "one number a key");
    for (const [key, seq] of this.received) {
      assert.ok(operations.has(key), `the city signed for ${key} and lost it`);
      if (seq !== null) assert.equal(operations.get(key), seq, `the city has another number for ${key}`);
    }
    const [counted = []] = rows(
      folder,
      "ballots.db",
      "SELECT lower(hex(poll)) || ' ' || lower(hex(nullifier)) AS key, revision, choice FROM ballot",
    );
    const ballots = new Map(
      counted.map(({ key, revision, choice }) => [String(key), { revision: Number(revision), choice: Number(choice) }]),
    );
    assert.equal(ballots.size, counted.length, "one ballot a person and poll");
    for (const key of this.ballotsReceived)
      assert.ok(ballots.has(key), `the city signed for ballot ${key} and lost it`);
    return { operations, ballots };
  }

  // What a device said is saved, or received, is in its file.
  checkDevice(device: string, folder: string): DeviceFiles {
    checkAll(folder);
    const [queue = [], ballots = []] = rows(
      folder,
      "local.db",
      `SELECT ${operationKey} AS key, ${hash}, state, is_at_relay FROM outbox
       WHERE author NOT IN (SELECT author FROM device_chain)`, // what a kiosk reports of itself is nobody's idea
      `SELECT ${ballotKey} AS key, ${hash}, state, is_at_relay FROM ballots`,
    );
    // A stand's receipt was signed before it was noted here.
    for (const { hash, is_at_relay: isHeld } of [...queue, ...ballots]) if (isHeld === 1) this.held.add(String(hash));
    const operations = new Map(queue.map(({ key, state }) => [String(key), Number(state)]));
    for (const [key, who] of this.saved)
      if (who === device) assert.ok(operations.has(key), `${device} said that ${key} is saved and lost it`);
    for (const [key, state] of operations) {
      assert.notEqual(state, 2, `${device} lists ${key} as refused`);
      // So was the city's.
      if (state === 1) this.received.set(key, this.received.get(key) ?? null);
    }
    const hashes = new Set(ballots.map(({ hash }) => String(hash)));
    for (const [hash, { key, device: who }] of this.ballotOf)
      if (who === device) assert.ok(hashes.has(hash), `${device} said that ballot ${key} is saved and lost it`);
    for (const { key, state } of ballots) {
      assert.notEqual(state, 2, `${device} lists ballot ${key} as refused`);
      if (state === 1) this.ballotsReceived.add(String(key));
    }
    return { operations, ballots: new Set(ballots.map(({ key }) => String(key))) };
  }

  // What a stand has signed for is on its disk, and stays there long after the city has it.
  checkStand(folder: string): void {
    checkAll(folder);
    const carried = standFiles.flatMap((file) => rows(folder, file, `SELECT ${hash} FROM carried`));
    const hashes = new Set(carried.flat().map(({ hash }) => String(hash)));
    for (const hash of this.held) assert.ok(hashes.has(hash), `the stand accepted ${hash} and lost it`);
  }

  // After healing: the city holds what was saved, all of it and nothing else. `devices`: what their files hold,
  // where something may stand that was committed in the moment of a kill and that nobody was told of.
  checkAllArrived(cityFolder: string, devices: DeviceFiles[]): Map<string, Counted> {
    const { operations, ballots } = this.checkCity(cityFolder);
    const due = new Set([...this.saved.keys(), ...devices.flatMap((device) => [...device.operations.keys()])]);
    checkSame("ideas", operations.keys(), due);
    const cast = new Set([...this.cast.keys(), ...devices.flatMap((device) => [...device.ballots])]);
    checkSame("ballots", ballots.keys(), cast);
    for (const [key, counted] of this.cast)
      assert.deepEqual(ballots.get(key), counted, `the last ballot of ${key} stands`);
    return ballots;
  }
}

// The files hold each once, or there would be two of a key.
function checkSame(what: string, atCity: Iterable<string>, due: Set<string>): void {
  const held = new Set(atCity);
  const missing = [...due].filter((key) => !held.has(key));
  const unknown = [...held].filter((key) => !due.has(key));
  assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] }, `all ${what} are at the city, and no others`);
}

export interface CityFiles {
  operations: Map<string, number>; // author and epoch → the city's number
  ballots: Map<string, Counted>; // poll and nullifier
}
export interface DeviceFiles {
  operations: Map<string, number>; // author and epoch → its state
  ballots: Set<string>; // poll and nullifier
}

const waiting = (table: string) => `(SELECT count(*) FROM ${table} WHERE state < 1)`;

// Without a receipt of the city, at a device or a stand that runs.
export const waitingAtDevice = (folder: string): number =>
  oneNumber(folder, "local.db", `SELECT ${waiting("outbox")} + ${waiting("ballots")} AS n`);
export const waitingAtStand = (folder: string): number =>
  standFiles
    .map((file) => oneNumber(folder, file, "SELECT count(*) AS n FROM carried WHERE state < 2"))
    .reduce((sum, n) => sum + n);
