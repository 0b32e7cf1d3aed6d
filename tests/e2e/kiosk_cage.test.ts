// SPDX-License-Identifier: EUPL-1.2
// The kiosk in the compositor that shows it on a machine of its own, by the very command line of its unit: cage with
// an output in memory, and cage in a window of an X server, where a pointer and keys reach it as a machine's do.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { program, root } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";
import { listenAsSystemd } from "./notify_socket.ts";
import { startXServer, type XServer } from "./x_server.ts";

const place = { build: process.env.QP_BUILD ?? join(root, "build/dev"), folder: mkdtempSync(join(tmpdir(), "quartierpuls-cage-")) };
const startsWithinMs = 60_000;
let server: XServer;

before(async () => {
  server = await startXServer({ width: 1280, height: 1024 });
});

after(() => {
  server?.stop();
  rmSync(place.folder, { recursive: true, force: true });
});

// cage does not run as root. (Whom the kernel takes for somebody else it forgets to end with the test.)
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const asSomebody = isRoot
  ? ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--pdeathsig", "TERM", "--"]
  : [];
const own = (path: string) => isRoot && chownSync(path, nobody, nobody);

// What systemd would run, with programs and configuration where they are here.
function unit(config: string): { command: string[]; environment: Record<string, string> } {
  const text = readFileSync(join(root, "kiosk/package/quartierpuls-kiosk.service"), "utf8");
  const line = /^ExecStart=(.+)$/m.exec(text)?.[1] ?? assert.fail("a unit without ExecStart");
  const paths: Record<string, string> = {
    "/usr/bin/quartierpuls-kiosk": program(place, "quartierpuls-kiosk"),
    "/usr/lib/quartierpuls-kiosk/show": join(root, "kiosk/package/show"),
    "/etc/quartierpuls/kiosk.toml": config,
  };
  const environment: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/^Environment=(\w+)=(.*)$/gm)) environment[name] = value;
  return { command: line.split(" ").map((word) => paths[word] ?? word), environment };
}

const logOf = (name: string) => join(place.folder, `${name}.log`);

function startCage(name: string, environment: Record<string, string>): Program {
  const runtime = join(place.folder, `${name}-runtime`);
  const data = join(place.folder, name);
  for (const folder of [runtime, data]) mkdirSync(folder, { mode: 0o700 });
  for (const folder of [place.folder, runtime, data]) own(folder);
  const config = join(place.folder, `${name}.toml`);
  writeFileSync(
    config,
    `quarter = "mitte"\nplace = "Probe"\ndata = "${data}"\n` +
      `[city]\nkey = "${"0".repeat(31)}1"\n[screen]\nfullscreen = true\n`,
  );
  const { command, environment: ofUnit } = unit(config);
  // What cage says comes in pieces of lines, and must not come between the kiosk's answers.
  const apart = ["sh", "-c", 'exec "$@" 2>"$0"', logOf(name)];
  writeFileSync(logOf(name), "");
  own(logOf(name));
  return new Program({
    name: `cage-${name}`,
    command: [...asSomebody, ...apart, ...command, "--script", "-"],
    log: join(place.folder, `${name}.answers`),
    isScripted: true,
    environment: { ...ofUnit, HOME: data, XDG_RUNTIME_DIR: runtime, WLR_RENDERER: "pixman", ...environment },
  });
}

const inMemory = { WLR_BACKENDS: "headless", WLR_LIBINPUT_NO_DEVICES: "1" };
const inWindow = () => ({ WLR_BACKENDS: "x11", DISPLAY: server.name });

type Size = { width: number; height: number };
// cage's output in memory, and its window, have these sizes, and no others can be asked for.
const memory: Size = { width: 1280, height: 720 };
const window: Size = { width: 1024, height: 768 };

async function sizeOfPicture(kiosk: Program, name: string): Promise<Size> {
  const file = join(place.folder, `${name}.png`);
  await kiosk.must(`shot ${file}`);
  const bytes = readFileSync(file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

// The kiosk that cage started.
function childOf(pid: number): number {
  const [child = "0"] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").slice(-1);
  return Number(child);
}

async function middleOf(kiosk: Program, id: string): Promise<{ x: number; y: number }> {
  const before = kiosk.said().length;
  await kiosk.must("dump");
  const line = kiosk.said().slice(before).split("\n").find((each) => each.includes(` #${id} `)) ?? assert.fail(id);
  const [, x, y, w, h] = (/\[(-?\d+),(-?\d+) (\d+)x(\d+)\]$/.exec(line) ?? assert.fail(line)).map(Number) as number[];
  return { x: (x ?? 0) + (w ?? 0) / 2, y: (y ?? 0) + (h ?? 0) / 2 };
}

const xdotool = (...words: string[]) => execFileSync("xdotool", words, { env: { ...process.env, DISPLAY: server.name } });

type Matrix = [number, number, number, number, number, number];

// Of a point of the panel it makes one of the picture, both from 0 to 1: by the rule that turns touch.
function touchMatrix(turned: number): Matrix {
  if (turned === 0) return [1, 0, 0, 0, 1, 0];
  const rules = readFileSync(join(root, "kiosk/package/quartierpuls-kiosk.rules"), "utf8");
  const line = new RegExp(`ENV{PANEL_TURNED}=="${turned}", ENV{LIBINPUT_CALIBRATION_MATRIX}="([^"]+)"`).exec(rules);
  return (line?.[1] ?? assert.fail(`no rule for ${turned}`)).split(" ").map(Number) as Matrix;
}

// Turns have the determinant 1.
function onPanel([a, b, c, d, e, f]: Matrix, { x, y }: { x: number; y: number }) {
  return { x: e * (x - c) - b * (y - f), y: a * (y - f) - d * (x - c) };
}

// With the X server's own pointer, as far as that is from a hand. wlroots turns it as it does the picture.
async function pressThrough(kiosk: Program, id: string, panel: Size, turned = 0): Promise<void> {
  const shown = turned % 180 === 0 ? panel : { width: panel.height, height: panel.width };
  const { x, y } = await middleOf(kiosk, id);
  const at = onPanel(touchMatrix(turned), { x: x / shown.width, y: y / shown.height });
  xdotool("mousemove", String(Math.round(at.x * panel.width)), String(Math.round(at.y * panel.height)), "click", "1");
}

const isThere = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("under cage the kiosk fills the screen, says that it lives, and ends with cage", async () => {
  const socket = join(place.folder, "notify");
  const systemd = await listenAsSystemd(socket);
  const { heard } = systemd;
  const cage = startCage("memory", { ...inMemory, NOTIFY_SOCKET: socket });
  try {
    await cage.must("wait call.idea 50", startsWithinMs);
    assert.deepEqual(await sizeOfPicture(cage, "memory"), memory);
    await cage.must("tap nav.ideas");
    await cage.must("wait search");
    await eventually("it is ready and lives", () => /READY=1/.test(heard()) && heard().split("WATCHDOG=1").length > 3);
    const kiosk = childOf(cage.pid);
    assert.ok(await cage.stop(), "cage ended when it was asked to");
    await eventually("the kiosk has ended too", () => !isThere(kiosk));
  } finally {
    await cage.stop();
    systemd.stop();
  }
  assert.doesNotMatch(readFileSync(logOf("memory"), "utf8"), / error: /);
});

test("cage ends with the kiosk, whether it ended by itself or was killed", async () => {
  for (const how of ["quit", "SIGKILL"] as const) {
    const cage = startCage(`ends-${how}`, inMemory);
    try {
      await cage.must("wait call.idea 50", startsWithinMs);
      if (how === "quit") await cage.ask("quit").catch(() => undefined);
      else process.kill(childOf(cage.pid), how);
      await eventually("cage has ended", () => cage.hasEnded);
      if (how === "quit") assert.equal(cage.exitCode, 0);
    } finally {
      await cage.stop();
    }
  }
});

test("a kiosk ends where cage was killed", async () => {
  const cage = startCage("killed", inMemory);
  await cage.must("wait call.idea 50", startsWithinMs);
  const kiosk = childOf(cage.pid);
  await cage.kill();
  await eventually("the kiosk has ended too", () => !isThere(kiosk), 15_000);
});

test("a pointer and keys that reach cage reach what is drawn there", async () => {
  const cage = startCage("window", inWindow());
  try {
    await cage.must("wait nav.ideas 50", startsWithinMs);
    await pressThrough(cage, "nav.ideas", window);
    await cage.must("wait search 10");
    await pressThrough(cage, "search", window);
    xdotool("type", "baum");
    await eventually("it was typed", async () => (await cage.must("value search")).includes("baum"));
  } finally {
    await cage.stop();
  }
});

for (const turned of [90, 180, 270]) {
  test(`on a panel that hangs turned by ${turned}° the picture stands upright, and touch is turned with it`, async () => {
    const cage = startCage(`turned-${turned}`, { ...inWindow(), PANEL_TURNED: String(turned) });
    try {
      await cage.must("wait nav.ideas 50", startsWithinMs);
      const upright = turned === 180 ? window : { width: window.height, height: window.width };
      assert.deepEqual(await sizeOfPicture(cage, `turned-${turned}`), upright);
      // Areas stand in a row below a portrait screen, and in a column beside any other.
      const [ideas, mood] = [await middleOf(cage, "nav.ideas"), await middleOf(cage, "nav.mood")];
      assert.equal(Math.abs(ideas.y - mood.y) < 10, turned !== 180);
      await pressThrough(cage, "nav.ideas", window, turned);
      await cage.must("wait search 10");
    } finally {
      await cage.stop();
    }
  });
}

test("a turn that is none is said, and the kiosk comes up all the same", async () => {
  const cage = startCage("turned-wrong", { ...inMemory, PANEL_TURNED: "left" });
  try {
    await cage.must("wait call.idea 50", startsWithinMs);
    assert.deepEqual(await sizeOfPicture(cage, "turned-wrong"), memory);
    assert.match(readFileSync(logOf("turned-wrong"), "utf8"), /PANEL_TURNED is neither 0, 90, 180 nor 270: left/);
  } finally {
    await cage.stop();
  }
});
