// SPDX-License-Identifier: EUPL-1.2
// The kiosk as a Debian package: what is in it runs from where it was unpacked, systemd hears that it
// lives, and one that keeps ending is not started again in a frenzy.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { root } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { eventually } from "./eventually.ts";
import { listenAsSystemd, type NotifySocket } from "./notify_socket.ts";
import { unpackKiosk } from "./unpacked_kiosk.ts";

const build = process.env.QP_BUILD ?? join(root, "build/dev");
let folder: string;
let unpacked: string;
let systemd: NotifySocket | undefined;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "quartierpuls-package-"));
  unpacked = unpackKiosk(build, folder);
});

after(() => {
  systemd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the package names what it needs, and holds unit, user and rules", () => {
  const control = readFileSync(join(unpacked, "DEBIAN/control"), "utf8");
  assert.match(control, /^Package: quartierpuls-kiosk$/m);
  for (const needed of ["cage", "seatd", "xwayland", "libsdl2-2.0-0", "libpango-1.0-0", "fonts-noto-core"])
    assert.match(control, new RegExp(`^Depends: .*\\b${needed}\\b`, "m"), needed);
  for (const file of [
    "usr/bin/quartierpuls-kiosk",
    "usr/lib/quartierpuls-kiosk/quartierpuls-kiosk-program",
    "usr/share/quartierpuls-kiosk/fonts/FiraSans-Regular.ttf",
    "usr/share/doc/quartierpuls-kiosk/kiosk.sample.toml",
    "usr/lib/systemd/system/quartierpuls-kiosk-stick@.service",
    "usr/lib/quartierpuls-kiosk/stick",
    "usr/lib/tmpfiles.d/quartierpuls-kiosk.conf",
    "usr/lib/udev/rules.d/85-quartierpuls-kiosk.rules",
    "usr/lib/sysusers.d/quartierpuls-kiosk.conf",
    "usr/lib/systemd/system/quartierpuls-kiosk.service",
  ])
    assert.ok(readFileSync(join(unpacked, file)).length > 0, file);
});

test("systemd finds no fault in the units", () => {
  for (const name of ["quartierpuls-kiosk.service", "quartierpuls-kiosk-stick@.service"]) {
    const unit = join(folder, name);
    // Programs that only the package brings are not where the unit looks for them.
    const text = readFileSync(join(unpacked, "usr/lib/systemd/system", name), "utf8");
    writeFileSync(unit, text.replaceAll("/usr/lib/quartierpuls-kiosk/", join(unpacked, "usr/lib/quartierpuls-kiosk/")));
    execFileSync("systemd-analyze", ["verify", "--man=no", unit], { stdio: "pipe" });
  }
});

test("without a network the unpacked kiosk shows itself, and says once a second that it lives", async () => {
  const socket = join(folder, "notify");
  systemd = await listenAsSystemd(socket);
  const { heard } = systemd;

  const config = join(folder, "kiosk.toml");
  writeFileSync(
    config,
    `quarter = "mitte"\nplace = "Probe"\ndata = "${join(folder, "data")}"\n[city]\nkey = "${"0".repeat(31)}1"\n`,
  );
  const kiosk = new Program({
    name: "kiosk",
    command: [join(unpacked, "usr/bin/quartierpuls-kiosk"), "--config", config, "--script", "-"],
    log: join(folder, "kiosk.log"),
    isScripted: true,
    environment: { SDL_VIDEODRIVER: "offscreen", NOTIFY_SOCKET: socket },
  });
  try {
    await kiosk.must("wait call.idea");
    await eventually("it is ready and lives", async () => /READY=1/.test(heard()) && heard().split("WATCHDOG=1").length > 3);
    // Stood still, it says no more, and systemd would end it.
    process.kill(kiosk.pid, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = heard();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.equal(heard(), before);
    process.kill(kiosk.pid, "SIGCONT");
    await eventually("it lives again", async () => heard().length > before.length);
  } finally {
    await kiosk.stop();
  }
});

test("one that keeps ending waits longer each time, and never more than a minute", () => {
  const tools = join(folder, "tools");
  mkdirSync(tools);
  const slept = join(folder, "slept");
  writeFileSync(join(tools, "sleep"), `#!/bin/sh\necho "$1" >>"${slept}"\n`, { mode: 0o755 });
  for (let start = 0; start < 9; ++start)
    execFileSync(join(unpacked, "usr/lib/quartierpuls-kiosk/back-off"), {
      env: { PATH: `${tools}:${process.env.PATH}`, RUNTIME_DIRECTORY: folder },
    });
  assert.deepEqual(readFileSync(slept, "utf8").trim().split("\n").map(Number), [0, 1, 2, 4, 8, 16, 32, 60, 60]);
  // It ran for two minutes and more since.
  writeFileSync(join(folder, "starts"), "-1000 60\n");
  execFileSync(join(unpacked, "usr/lib/quartierpuls-kiosk/back-off"), {
    env: { PATH: `${tools}:${process.env.PATH}`, RUNTIME_DIRECTORY: folder },
  });
  assert.match(readFileSync(slept, "utf8"), /\n0\n$/);
});
