// SPDX-License-Identifier: EUPL-1.2
// Runs test files, two at a time, each a program of its own with a deadline.
//
//   node house/test_files.ts RESULTS MINUTES FILE...
//
// What a file says is printed as a whole when it has ended. RESULTS takes one JUnit report a file, for house/count.py;
// a file that did not end as it should is a failed case of its own, whatever its tests said.
//
// Not `node --test`: it reads its files' results out of their standard output, and in Node 22 a few bytes there
// that look like a result fail a file whose tests have passed, or keep the runner busy for ever, deaf to SIGTERM
// (nodejs/node #62693, #64061, #65934; mended in Node 24). It cannot end a file that hangs after its last test, either.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const atOnce = 2; // a browser's test waits more than it works
const endsWithinMs = 10_000;
const outputEndsWithinMs = 2_000;

// What stands at each file's end and tells nothing that count.py does not: "ℹ tests 3", "ℹ duration_ms 12".
const countLine = /^ℹ [a-z_]+ [\d.]+$/;

const [folder = "", minutes = "", ...files] = process.argv.slice(2);
const deadlineMs = Number(minutes) * 60_000;

const nameOf = (file: string) => relative(process.cwd(), file);
const reportOf = (file: string) => join(folder, `${nameOf(file).replaceAll(/[^\w.]+/g, "_")}.xml`);

const readReport = (file: string) => (existsSync(reportOf(file)) ? readFileSync(reportOf(file), "utf8") : "");
const hasFailedCase = (file: string) => readReport(file).includes("<failure");

// A child that is the head of a process group, so that nothing that hangs in it outlives the deadline.
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // It has just ended by itself.
  }
}

// What went wrong with the file as a whole, beyond what its own cases say.
async function run(file: string): Promise<string | undefined> {
  const to = (reporter: string, destination: string) => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${destination}`,
  ];
  const child = spawn(process.execPath, [...to("spec", "stdout"), ...to("junit", reportOf(file)), file], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const heard: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => heard.push(bytes));
  let isLate = false;
  const timers = [
    setTimeout(() => {
      isLate = true;
      endGroup(child, "SIGTERM");
    }, deadlineMs),
    setTimeout(() => endGroup(child, "SIGKILL"), deadlineMs + endsWithinMs),
  ];
  const interrupted = () => endGroup(child, "SIGTERM");
  process.once("SIGTERM", interrupted).once("SIGINT", interrupted);

  const closed = once(child, "close");
  const [code, signal] = await once(child, "exit");
  // A program that the file left behind may hold its output open for ever.
  await Promise.race([closed, sleep(outputEndsWithinMs, undefined, { ref: false })]);
  timers.forEach(clearTimeout);
  process.off("SIGTERM", interrupted).off("SIGINT", interrupted);

  const lines = Buffer.concat(heard).toString("utf8").split("\n");
  console.log(`${nameOf(file)}\n${lines.filter((line) => !countLine.test(line)).join("\n").trimEnd()}`);
  if (isLate) return `did not end within ${minutes} minutes`;
  return code === 0 || hasFailedCase(file) ? undefined : `ended with ${code ?? signal} after its last test`;
}

function writeFault(file: string, fault: string): void {
  console.log(`✖ ${nameOf(file)} ${fault}`);
  const failure = `<testcase name="${nameOf(file)}"><failure message="${fault}"/></testcase>`;
  writeFileSync(reportOf(file).replace(/\.xml$/, ".ended.xml"), `<testsuites>${failure}</testsuites>\n`);
  // A report that was cut off is none.
  if (!readReport(file).trimEnd().endsWith("</testsuites>")) rmSync(reportOf(file), { force: true });
}

async function worker(waiting: string[]): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const fault = await run(file);
    if (fault) writeFault(file, fault);
    if (fault || hasFailedCase(file)) process.exitCode = 1;
  }
}

mkdirSync(folder, { recursive: true });
const waiting = [...files];
await Promise.all(Array.from({ length: atOnce }, () => worker(waiting)));
