// SPDX-License-Identifier: EUPL-1.2
// What is said of a server that clients push to, ours or a peer's.
export interface PushFigures {
  opsPerSecond: number;
  cpuMsPerOp: number; // of the server
  bytesUpPerOp: number; // on the wire, header fields included
  bytesDownPerOp: number;
  syncsPer1000Ops: number | null; // fsync and fdatasync; unknown without strace
}
