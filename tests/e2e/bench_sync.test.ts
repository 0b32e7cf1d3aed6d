// SPDX-License-Identifier: EUPL-1.2
// The sync bench goes through to its end and leaves out no figure. How fast anything is, is its own matter.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { root } from "../../house/city_and_devices.ts";
import type { Row } from "../bench/row.ts";

const promised = [
  ...["push_burst_ops_per_s", "push_burst_bytes_per_op", "push_cpu_ms_per_op"],
  ...["push_single_ops_per_s", "push_single_bytes_per_op", "push_burst_ideas_ops_per_s"],
  ...["bootstrap_s", "bootstrap_first_s", "bootstrap_ideas_per_s", "delta_cost_ratio"],
  ...["sim_seeds_per_min", "sim_actions_per_seed", "sim_faults_per_seed"],
];

test("the sync bench measures everything that it promises", async () => {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-bench-test-"));
  try {
    const file = join(folder, "rows.json");
    const bench = join(root, "tests/bench/sync.ts");
    await promisify(execFile)(process.execPath, [bench, "--quick", "--ours-alone", "--json", file], {
      env: { ...process.env, QP_BUILD: process.env.QP_BUILD ?? join(root, "build/dev") },
      timeout: 240_000,
    });
    const rows = JSON.parse(readFileSync(file, "utf8")) as Row[];
    for (const metric of promised) {
      const row = rows.find((one) => one.metric === metric);
      assert.ok(row, `there is no row for ${metric}`);
      assert.ok(Number.isFinite(row.ours) && row.ours >= 0, `${metric} is ${row.ours}`);
      assert.equal(row.bench, "sync");
      assert.deepEqual([row.peer, row.peer_name, row.ratio], [null, null, null]);
    }
    const bytes = rows.find((one) => one.metric === "push_burst_bytes_per_op");
    // An operation of 100 characters is not smaller than that, nor do counts depend on the machine.
    assert.ok(bytes && bytes.ours > 150 && bytes.ours < 250, `an operation took ${bytes?.ours} bytes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
