// SPDX-License-Identifier: EUPL-1.2
// Programs that are killed and started again.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { type City, type Place, program, type Relay, startKiosk } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { knowsCity } from "../e2e/bare_city.ts";
import { writeIdea } from "../e2e/kiosk_idea.ts";
import { eventually } from "../e2e/eventually.ts";
import type { Choose } from "./choices.ts";
import { type DeviceFiles, type Promises, waitingAtDevice, waitingAtStand } from "./promises.ts";
import { Answers } from "./ways.ts";

const startsWithinMs = 60_000;

export interface Victim {
  readonly name: string;
  readonly answers?: Answers; // that it gives to phones
  readonly weight: number; // how often it is killed, beside the others
  start(): Promise<void>; // it may be killed from here on
  ready(): Promise<void>; // it works again
  strike(): void; // SIGKILL, without waiting
  kill(): Promise<void>; // and until it has ended
  stop(): Promise<void>;
  check(): void; // its files, while it does not run
}

// Saves what people enter.
export interface Holder extends Victim {
  readonly folder: string;
  readonly contentFile: string; // what is public, in there
  becomesQuiet(): Promise<void>; // it saves nothing more, in later lives either
  waiting(): number; // without a receipt of the city, while it runs
  files(): DeviceFiles; // as check()
}

abstract class Restarted {
  abstract readonly name: string;
  protected program: Program | undefined;
  private lives = 0;
  protected readonly place: Place;
  protected readonly promises: Promises;

  constructor(place: Place, promises: Promises) {
    this.place = place;
    this.promises = promises;
  }
  protected run(command: string[]): void {
    const log = join(this.place.folder, `logs/${this.name}-${++this.lives}.log`);
    this.program = new Program({ name: this.name, command, log });
  }
  strike(): void {
    if (this.program && !this.program.hasEnded) process.kill(this.program.pid, "SIGKILL");
  }
  async kill(): Promise<void> {
    await this.program?.kill();
  }
  async stop(): Promise<void> {
    assert.ok(await this.program?.stop(), `${this.name} ends when it is asked to`);
  }
  get folder(): string {
    return join(this.place.folder, this.name);
  }
}

// Takes what others bring, and says in its log when it serves.
abstract class Server extends Restarted {
  readonly answers = new Answers();
  private readonly command: string[];

  constructor(place: Place, promises: Promises, program: Program, command: string[]) {
    super(place, promises);
    this.program = program;
    this.command = command;
  }
  async start(): Promise<void> {
    this.run(this.command);
  }
  async ready(): Promise<void> {
    await this.program?.ready("ready ");
  }
}

export class CityVictim extends Server implements Victim {
  readonly name = "city";
  readonly weight = 7;

  constructor(place: Place, promises: Promises, city: City) {
    super(place, promises, city.program, [city.binary, "serve", "--config", city.config]);
  }
  check(): void {
    this.promises.checkCity(this.folder);
  }
}

export class RelayVictim extends Server implements Victim {
  readonly name = "relay";
  readonly weight = 5;

  constructor(place: Place, promises: Promises, relay: Relay) {
    const binary = program(place, "quartierpuls-city");
    super(place, promises, relay.program, [binary, "--config", relay.config, "relay"]);
  }
  check(): void {
    this.promises.checkStand(this.folder);
  }
  waiting(): number {
    return waitingAtStand(this.folder);
  }
}

export interface DeviceParts {
  name: string;
  url: string; // of the city, or of a stand
  key: string; // the city's
  polls: string[];
  choose: Choose;
}

// crash_device: a kiosk's stores and sync, faster than any person.
export class DeviceVictim extends Restarted implements Holder {
  readonly name: string;
  readonly contentFile = "content.db";
  readonly weight = 2;
  private linesRead = 0;
  private isQuiet = false;
  private readonly parts: DeviceParts;

  constructor(place: Place, promises: Promises, parts: DeviceParts) {
    super(place, promises);
    this.parts = parts;
    this.name = parts.name;
    mkdirSync(this.folder, { recursive: true });
  }
  async start(): Promise<void> {
    const { url, key, polls, choose } = this.parts;
    const seed = String(Math.floor(choose() * 1e9));
    const binary = join(this.place.build, "tests/crashes/crash_device");
    const options = ["--folder", this.folder, "--city", url, "--key", key, "--poll", ...polls, "--seed", seed];
    this.linesRead = 0;
    this.run([binary, ...options, ...(this.isQuiet ? ["--quiet"] : [])]);
  }
  ready(): Promise<void> {
    return this.says("ready");
  }
  private async says(word: string): Promise<void> {
    const program = this.program;
    assert.ok(program);
    const isSo = () => {
      assert.ok(!program.hasEnded, `${this.name} ended: ${program.said()}`);
      return program.said().includes(`${word}\n`);
    };
    await eventually(`${this.name} is ${word}`, isSo, startsWithinMs);
  }
  override async kill(): Promise<void> {
    await super.kill();
    this.listen();
  }
  override async stop(): Promise<void> {
    await super.stop();
    this.listen();
  }
  // What it has said since the last time; a line that the kill cut off was not read by anybody.
  private listen(): void {
    const lines = (this.program?.said() ?? "").split("\n").slice(0, -1);
    for (const line of lines.slice(this.linesRead)) {
      const [what, first = "", second = "", third = "", fourth = ""] = line.split(" ");
      assert.notEqual(what, "FAILED", `${this.name}: ${line}`);
      if (what === "idea") this.promises.ideaSaved(this.name, first, second);
      if (what === "received") this.promises.ideaReceived(first, second);
      if (what === "ballot")
        this.promises.ballotCast(this.name, first, second, fourth, { revision: 1, choice: Number(third) });
    }
    this.linesRead = lines.length;
  }
  check(): void {
    this.files();
  }
  async becomesQuiet(): Promise<void> {
    this.isQuiet = true;
    process.kill(this.program?.pid ?? 0, "SIGTERM");
    await this.says("quiet");
    this.listen();
  }
  waiting(): number {
    return waitingAtDevice(this.folder);
  }
  files(): DeviceFiles {
    return this.promises.checkDevice(this.name, this.folder);
  }
}

// The real kiosk, steered by script as a person would: what its screen said is what was told.
export class KioskVictim extends Restarted implements Holder {
  readonly name = "kiosk";
  readonly contentFile = "content.db";
  readonly weight = 4;
  readonly titles: string[] = [];
  private writing: Promise<void> = Promise.resolve();
  private isQuiet = false;
  private texts = 0;
  private readonly url: string;
  private readonly key: string;

  constructor(place: Place, promises: Promises, url: string, key: string) {
    super(place, promises);
    this.url = url;
    this.key = key;
  }
  async start(): Promise<void> {
    this.program = startKiosk(this.place, { url: this.url, key: this.key, quarter: "mitte", scripted: true });
  }
  // Before that it takes no ideas.
  async knowsCity(): Promise<void> {
    if (this.program) await knowsCity(this.program);
  }
  // With or without a way to the city.
  async ready(): Promise<void> {
    const kiosk = this.program;
    assert.ok(kiosk);
    await kiosk.must("screen start", startsWithinMs);
    if (!this.isQuiet) this.writing = this.write(kiosk);
    this.writing.catch(() => {}); // kill() tells it
  }
  private async write(kiosk: Program): Promise<void> {
    while (!this.isQuiet && !kiosk.hasEnded) {
      const title = `Kiosk ${++this.texts}`;
      try {
        await writeIdea(kiosk, title);
      } catch (error) {
        if (kiosk.hasEnded) return; // nobody read "saved"
        throw error;
      }
      this.titles.push(title);
    }
  }
  override async kill(): Promise<void> {
    await super.kill();
    await this.writing;
  }
  check(): void {
    this.files();
  }
  async becomesQuiet(): Promise<void> {
    this.isQuiet = true;
    await this.writing;
  }
  waiting(): number {
    return waitingAtDevice(this.folder);
  }
  files(): DeviceFiles {
    const files = this.promises.checkDevice(this.name, this.folder);
    const [kept, told] = [files.operations.size, this.titles.length];
    assert.ok(kept >= told, `the kiosk said "Gespeichert" ${told} times and kept ${kept}`);
    return files;
  }
}
