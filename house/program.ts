// SPDX-License-Identifier: EUPL-1.2
// One running program of ours: started, waited for, spoken to, ended. The demo (`./dev run`), the
// end-to-end tests and the benches all start programs through here.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export type Start = {
  name: string; // for people
  command: string[];
  log: string; // file that takes everything it prints
  environment?: Record<string, string>;
  isScripted?: boolean; // reads lines from its standard input
};

const readyWithinMs = 60_000;
const endsWithinMs = 10_000;
const newline = 10;

export class Program {
  readonly name: string;
  readonly log: string;
  private readonly process: ChildProcess;
  private heard = ""; // what has been read of the log
  private heardBytes = 0;
  private answersRead = 0; // where in it the next answer may begin

  constructor({ name, command, log, environment, isScripted }: Start) {
    this.name = name;
    this.log = log;
    mkdirSync(dirname(log), { recursive: true });
    const out = openSync(log, "w");
    // A session of its own: Ctrl-C reaches us alone, and we end the parts in order. And where we are
    // killed ourselves, the kernel ends them.
    this.process = spawn("setpriv", ["--pdeathsig", "TERM", "--", ...command], {
      stdio: [isScripted ? "pipe" : "ignore", out, out],
      env: { ...process.env, ...environment },
      detached: true,
    });
    closeSync(out);
    // Who is killed no longer reads; ask() says that it has ended.
    this.process.stdin?.on("error", () => {});
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  get exitCode(): number | null {
    return this.process.exitCode;
  }

  // Read on from where it was left: who talks for an hour says much. Whole lines, so that no letter is cut.
  said(): string {
    const file = openSync(this.log, "r");
    try {
      const news = Buffer.alloc(fstatSync(file).size - this.heardBytes);
      const count = readSync(file, news, 0, news.length, this.heardBytes);
      const upto = news.subarray(0, count).lastIndexOf(newline) + 1;
      this.heard += news.toString("utf8", 0, upto);
      this.heardBytes += upto;
      return this.heard + news.toString("utf8", upto, count);
    } finally {
      closeSync(file);
    }
  }

  private mustRun(): void {
    if (!this.hasEnded) return;
    const how = this.process.exitCode ?? this.process.signalCode;
    throw new Error(`${this.name} ended with ${how}:\n${this.said().split("\n").slice(-25).join("\n")}`);
  }

  // What a line that holds `prefix` says after it, up to the next blank.
  async ready(prefix: string): Promise<string> {
    const line = new RegExp(`(?:^|\\s)${prefix}(\\S+)[^\\n]*\\n`);
    for (const until = Date.now() + readyWithinMs; Date.now() < until; await sleep(20)) {
      const found = line.exec(this.said());
      if (found?.[1]) return found[1];
      this.mustRun();
    }
    throw new Error(`${this.name} was not ready within ${readyWithinMs} ms:\n${this.said()}`);
  }

  // One line to a scripted program, and its answer ("ok …" or "fail …").
  async ask(line: string, withinMs = 30_000): Promise<string> {
    this.process.stdin?.write(`${line}\n`);
    for (const until = Date.now() + withinMs; Date.now() < until; await sleep(5)) {
      const answer = /^(?:ok|fail)\b.*\n/m.exec(this.said().slice(this.answersRead));
      if (answer) {
        this.answersRead += answer.index + answer[0].length;
        return answer[0].trimEnd();
      }
      this.mustRun();
    }
    throw new Error(`${this.name} gave no answer within ${withinMs} ms to: ${line}`);
  }

  // The same, where anything but "ok" is an error.
  async must(line: string, withinMs?: number): Promise<string> {
    const answer = await this.ask(line, withinMs);
    if (!answer.startsWith("ok")) throw new Error(`${this.name}: ${line}: ${answer}`);
    return answer.slice(3);
  }

  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  // Asks it to end; true where it did by itself.
  async stop(withinMs = endsWithinMs): Promise<boolean> {
    await this.end("SIGTERM", withinMs);
    if (this.hasEnded) return true;
    await this.end("SIGKILL");
    return false;
  }

  private async end(signal: "SIGTERM" | "SIGKILL", withinMs = endsWithinMs): Promise<void> {
    if (!this.hasEnded) this.process.kill(signal);
    for (const until = Date.now() + withinMs; !this.hasEnded && Date.now() < until; ) await sleep(20);
  }
}
