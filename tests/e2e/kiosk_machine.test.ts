// SPDX-License-Identifier: EUPL-1.2
// A machine that is a kiosk, as far as one can stand in a container: what the package holds, started by a systemd of its
// own, beside this machine's programs. There is no console and no graphics card: cage draws into memory, and has its
// seat from seatd all the same. Only root may start it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { root } from "../../house/city_and_devices.ts";
import { unpackKiosk } from "./unpacked_kiosk.ts";

const build = process.env.QP_BUILD ?? join(root, "build/dev");
const bootsWithinMs = 240_000;
const folder = mkdtempSync(join(tmpdir(), "quartierpuls-machine-"));
const more = join(folder, "more"); // files of this test, laid over those of the package
let outcome = "";

function lay(path: string, text: string, mode = 0o644): void {
  const file = join(more, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

const layOver = `
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/above" "$1/work" "$1/all"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/above,workdir=$1/work" "$1/all"
`;

// How the container ends says nothing of the kiosk; what it wrote down does, and is copied only where it is there.
const boot = `${layOver}
for from in "$2" "$3"; do cp -a "$from/." "$1/all/"; done
systemd-nspawn --quiet --directory="$1/all" --register=no --keep-unit --link-journal=no --private-network \\
  --machine=quartierpuls-test --boot -- --unit=quartierpuls-test.target </dev/null >"$4/boot.log" 2>&1 || true
cp "$1/all/outcome" "$4/outcome"
`;

// A stick is a file system in memory here; mounted as the package would.
const check = `#!/bin/sh
exec >/outcome 2>&1
sticks=/run/media/quartierpuls-kiosk
mount_stick() {
    mkdir -p $sticks/$1
    mount -t tmpfs -o "nosuid,nodev,noexec,mode=700,uid=$(id -u quartierpuls-kiosk)" tmpfs $sticks/$1
}
if [ "$1" = before ]; then mount_stick BEFORE; exit; fi
main() { systemctl show --property MainPID --value quartierpuls-kiosk; }
kiosk() { cut -d' ' -f1 "/proc/$(main)/task/$(main)/children"; }
inside() { nsenter --target "$(kiosk)" --mount setpriv --reuid=quartierpuls-kiosk --regid=quartierpuls-kiosk --clear-groups sh -c "$1"; }
echo "state $(systemctl is-active quartierpuls-kiosk)"
echo "kiosk $(cat /proc/$(kiosk)/comm) in $(grep -o '/[a-z.]*/quartierpuls-kiosk.service' /proc/$(kiosk)/cgroup | head -n 1)"
echo "groups $(id -Gn quartierpuls-kiosk)"
echo "log $(journalctl --unit quartierpuls-kiosk --no-pager | grep -c 'key, for the city')"
echo "seat $(journalctl --unit seatd --no-pager | grep -c 'Opened client')"
mount_stick AFTER
for name in BEFORE AFTER; do inside "touch $sticks/$name/x && echo stick $name"; done
umount --lazy $sticks/AFTER
echo "left $(grep -c AFTER /proc/$(kiosk)/mountinfo)"
inside "touch $sticks/x || touch /var/x || touch /etc/x || echo nowhere else" 2>/dev/null
inside "ls /root /home" >/dev/null 2>&1 || echo no homes
still=$(kiosk)
kill -STOP "$still"
for second in $(seq 60); do
    sleep 1
    if [ "$(systemctl is-active quartierpuls-kiosk)" = active ] && [ "$(kiosk)" != "$still" ]; then echo "again after $second"; break; fi
done
journalctl --unit quartierpuls-kiosk --no-pager | grep -o 'Watchdog timeout'
systemctl poweroff
`;

// Where this runs in a container itself, it may be let start none.
const over = join(folder, "over");
function whyNoMachine(): string | false {
  if (process.getuid?.() !== 0) return "only root may start a machine";
  mkdirSync(over);
  const empty = 'systemd-nspawn --quiet --directory="$1/all" --register=no --keep-unit --private-network --pipe true';
  const tried = spawnSync("unshare", ["--mount", "sh", "-c", layOver + empty, "try", over], { encoding: "utf8", timeout: 60_000 });
  return tried.status !== 0 && `no machine can be started here: ${tried.stderr || tried.error?.message}`;
}
const skip = whyNoMachine();

before(() => {
  if (skip) return;
  const unpacked = unpackKiosk(build, folder);
  rmSync(join(unpacked, "DEBIAN"), { recursive: true });
  lay("etc/quartierpuls/kiosk.toml", `quarter = "mitte"\nplace = "Probe"\ndata = "/var/lib/quartierpuls-kiosk"\n[city]\nkey = "${"0".repeat(31)}1"\n[screen]\nfullscreen = true\n`);
  lay(
    "etc/systemd/system/quartierpuls-kiosk.service.d/test.conf",
    "[Service]\nEnvironment=WLR_BACKENDS=headless,libinput WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1\nWatchdogSec=15\n" +
      "TTYPath=\nTTYReset=no\nTTYVHangup=no\nTTYVTDisallocate=no\nStandardInput=null\n",
  );
  lay("etc/systemd/system/seatd.service.d/test.conf", "[Service]\nEnvironment=SEATD_VTBOUND=0\n");
  lay("usr/local/bin/quartierpuls-check", check, 0o755);
  const service = (when: string, word: string) =>
    `[Unit]\n${when}\n[Service]\nType=oneshot\nTimeoutStartSec=200\nExecStart=/usr/local/bin/quartierpuls-check ${word}\n`;
  lay("etc/systemd/system/quartierpuls-before.service", service("After=systemd-tmpfiles-setup.service\nBefore=quartierpuls-kiosk.service", "before"));
  lay("etc/systemd/system/quartierpuls-check.service", service("After=quartierpuls-kiosk.service", "after"));
  const units = ["before", "kiosk", "check"].map((name) => `quartierpuls-${name}.service`);
  lay("etc/systemd/system/quartierpuls-test.target", `[Unit]\nRequires=basic.target\nWants=${units.join(" ")}\n`);
  const words = ["--mount", "sh", "-c", boot, "boot", over, unpacked, more, folder];
  const booted = spawnSync("unshare", words, { encoding: "utf8", timeout: bootsWithinMs });
  assert.equal(booted.status, 0, booted.stderr);
  outcome = readFileSync(join(folder, "outcome"), "utf8");
});

after(() => rmSync(folder, { recursive: true, force: true }));

const says = (line: RegExp) => assert.match(outcome, line);

test("systemd hears that the kiosk is ready, in the kiosk's own unit, which has its log", { skip }, () => {
  says(/^state active$/m);
  says(/^kiosk quartierpuls-ki in \/system.slice\/quartierpuls-kiosk.service$/m);
  says(/^log [1-9]/m);
});

test("seatd gives it the seat; screen, graphics card and sound are its groups'", { skip }, () => {
  says(/^seat [1-9]/m);
  for (const group of ["video", "render", "audio"]) says(new RegExp(`^groups .*\\b${group}\\b`, "m"));
});

test("sticks that were in before it and that come later are written on, and nothing else is", { skip }, () => {
  says(/^stick BEFORE$/m);
  says(/^stick AFTER$/m);
  says(/^left 0$/m);
  says(/^nowhere else$/m);
  says(/^no homes$/m);
});

test("one that stands still is ended, and comes up again", { skip }, () => {
  says(/^Watchdog timeout$/m);
  says(/^again after \d+$/m);
});
