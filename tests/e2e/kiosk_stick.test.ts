// SPDX-License-Identifier: EUPL-1.2
// A stick as the package mounts it: whose it is, that nothing on it can be started or lead elsewhere, which are taken
// at all; and that what the kiosk has said to be on it is there when it is pulled out. A file in place of a device;
// only root may do that, and only a kernel that knows the file system.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { pinHash, root, startKiosk } from "../../house/city_and_devices.ts";
import { type CutWorld, startCutWorld } from "./cut_world.ts";
import { pressSubmit } from "./kiosk_idea.ts";
import { carry, pin } from "./team_screen.ts";
import { publicIdeas } from "./world.ts";

const script = join(root, "kiosk/package/stick");
const folder = mkdtempSync(join(tmpdir(), "quartierpuls-sticks-"));
const sticks = join(folder, "sticks");
const somebody = ["--reuid=65534", "--regid=65534", "--clear-groups"]; // "nobody", in the place of the kiosk's user
const devices: string[] = [];
let world: CutWorld;

const run = (command: string, ...words: string[]) => execFileSync(command, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

const stick = (act: "in" | "out", device: string) =>
  spawnSync("sh", [script, act, device], { encoding: "utf8", env: { ...process.env, STICKS: sticks, STICK_USER: "nobody" } });

const formats: Record<string, string[]> = {
  vfat: ["mkfs.vfat", "-n", "QP STICK"],
  exfat: ["mkfs.exfat", "-L", "QP STICK"],
  ext4: ["mkfs.ext4", "-q", "-L", "QP STICK"],
  ext2: ["mkfs.ext2", "-q"],
};

function put(image: string): string {
  const device = run("losetup", "--find", "--show", image);
  devices.push(device);
  return device;
}

function makeStick(type: string): { image: string; device: string } {
  const image = join(folder, `${type}.img`);
  run("truncate", "--size=48M", image);
  const [command = "", ...words] = formats[type] ?? assert.fail(type);
  run(command, ...words, image);
  return { image, device: put(image) };
}

const isRoot = process.getuid?.() === 0 && existsSync("/dev/loop-control");
for (const module of isRoot ? ["vfat", "exfat"] : []) spawnSync("modprobe", ["--quiet", module]);
const knows = (type: string) => readFileSync("/proc/filesystems", "utf8").split("\n").some((line) => line.trim() === type);
const whyNot = (type: string) => (!isRoot ? "only root may" : !knows(type) ? `this kernel has no ${type}` : false);

before(async () => {
  mkdirSync(sticks);
  run("chmod", "755", folder, sticks);
  if (isRoot) world = await startCutWorld();
});

after(async () => {
  await world?.stop();
  for (const device of devices) {
    stick("out", device);
    spawnSync("losetup", ["--detach", device]);
  }
  rmSync(folder, { recursive: true, force: true });
});

const asSomebody = (shell: string) => spawnSync("setpriv", [...somebody, "--", "sh", "-c", shell], { encoding: "utf8", cwd: join(sticks, "QPSTICK") });

for (const type of ["vfat", "exfat", "ext4"])
  test(`${type}: the kiosk's user writes on it; nothing on it starts, and no link leads away from it`, { skip: whyNot(type) }, () => {
    const { device } = makeStick(type);
    const shown = stick("in", device);
    assert.equal(shown.status, 0, shown.stderr);
    assert.deepEqual(readdirSync(sticks), ["QPSTICK"]);
    const mount = readFileSync("/proc/self/mountinfo", "utf8").split("\n").find((line) => line.includes(sticks)) ?? "";
    for (const option of ["rw", "nosuid", "nodev", "noexec", "nosymfollow"]) assert.match(mount, new RegExp(`[ ,]${option}[ ,]`));
    assert.equal(asSomebody("echo Stadt >datei && cat datei").stdout, "Stadt\n");
    assert.match(asSomebody("cp /bin/true wahr && chmod 755 wahr; ./wahr").stderr, /Permission denied/);
    if (type === "ext4") assert.notEqual(asSomebody("ln -s /etc/hostname da && cat da").status, 0);
    assert.equal(stick("out", device).status, 0);
    assert.deepEqual(readdirSync(sticks), []);
  });

test("what is no stick stays out: another file system, and a disk that the machine uses itself", { skip: whyNot("ext4") }, () => {
  const other = stick("in", makeStick("ext2").device);
  assert.notEqual(other.status, 0);
  assert.match(other.stderr, /neither vfat, exfat nor ext4: ext2/);
  const { device } = makeStick("ext4");
  const used = join(folder, "used");
  mkdirSync(used);
  run("mount", device, used);
  try {
    const own = stick("in", device);
    assert.notEqual(own.status, 0);
    assert.match(own.stderr, /in use here/);
  } finally {
    run("umount", used);
  }
  assert.deepEqual(readdirSync(sticks), []);
});

for (const type of ["vfat", "exfat", "ext4"])
  test(`${type}: pulled out once the kiosk says so, all that it wrote is there`, { skip: whyNot(type) }, async () => {
    const { image, device } = makeStick(type);
    assert.equal(stick("in", device).status, 0);
    const shown = join(sticks, "QPSTICK");
    const kiosk = world.bring(
      startKiosk(world.place, {
        name: `kiosk-${type}`,
        url: world.wire.url,
        key: world.city.key,
        pinHash: pinHash(world.place, pin),
        stick: { folder: shown, isMounted: true },
        scripted: true,
      }),
    );
    const [idea] = (await publicIdeas(world.city)).filter(({ status }) => status === "collected");
    await kiosk.must("wait nav.start 30", 35_000);
    await kiosk.must(`screen idea/${idea?.id}`);
    await kiosk.must(`wait support.${idea?.id} 90`, 95_000);
    world.wire.cut();
    await pressSubmit(kiosk, "Ein Dach über der Haltestelle");
    await kiosk.must("wait saved");
    assert.match(await carry(kiosk, "write", "steht geprüft auf dem Stick"), /jetzt abziehen/);
    // What has reached the device by now, and nothing that comes later.
    const pulled = join(folder, `${type}-pulled.img`);
    copyFileSync(image, pulled);
    // A pipe with a return's name keeps nobody waiting.
    if (type === "ext4") run("mkfifo", join(shown, "quartierpuls-1a2b3c4d.qpr"));
    await carry(kiosk, "read", "nichts für diesen Kiosk");
    world.wire.heal();
    const there = readdirSync(shown).filter((name) => name.endsWith(".qpb"));
    assert.ok(there.length > 0);
    const written = there.map((name) => readFileSync(join(shown, name)));
    await kiosk.stop();
    assert.equal(stick("out", device).status, 0);
    const again = put(pulled);
    assert.equal(stick("in", again).status, 0);
    assert.deepEqual(there.map((name) => readFileSync(join(shown, name))), written);
    assert.equal(stick("out", again).status, 0);
  });
