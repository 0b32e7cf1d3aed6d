// SPDX-License-Identifier: EUPL-1.2
// Which markers stand alone, which stand together as a number since they would overlap, and which words have room
// beside them. In pixels of the map as it is drawn.
import type { MapGround, StationRow } from "../generated/views";
import { type Frame, isInside, positionOf, type Spot } from "./map_frame";

export const markerPx = 36;
const apartPx = 44; // from middle to middle: room to press each of them
const letterPx = 7.5; // on average, at the size of the names
const namePx = 20; // high

export interface Cluster extends Spot {
  rows: StationRow[]; // never empty
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function spotOf({ latitude, longitude }: StationRow): Spot | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function pixels(frame: Frame, widthPx: number, spot: Spot) {
  const { x, y } = positionOf(frame, spot);
  return { x: x * widthPx, y: (y * widthPx * frame.metresHigh) / frame.metresWide };
}

export function clustersOf(rows: StationRow[], frame: Frame, widthPx: number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const row of rows) {
    const spot = spotOf(row);
    if (!spot || !isInside(positionOf(frame, spot))) continue;
    const at = pixels(frame, widthPx, spot);
    const near = clusters.find((cluster) => {
      const other = pixels(frame, widthPx, cluster);
      return Math.hypot(at.x - other.x, at.y - other.y) < apartPx;
    });
    if (near) near.rows.push(row);
    else clusters.push({ ...spot, rows: [row] });
  }
  return clusters;
}

function boxOf(frame: Frame, widthPx: number, spot: Spot, text: string, below: number): Box {
  const { x, y } = pixels(frame, widthPx, spot);
  const half = (text.length * letterPx) / 2;
  return { left: x - half, right: x + half, top: y + below - namePx / 2, bottom: y + below + namePx / 2 };
}

// The names of single stations that fit under their markers, then those quarters' that fit between all of that.
export function namesWithRoom(clusters: Cluster[], names: MapGround["names"], frame: Frame, widthPx: number) {
  const taken: Box[] = clusters.map((cluster) => {
    const { x, y } = pixels(frame, widthPx, cluster);
    const half = markerPx / 2;
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
  const hasRoom = (box: Box) => {
    if (box.left < 0 || box.right > widthPx || taken.some((other) => overlaps(box, other))) return false;
    taken.push(box);
    return true;
  };
  const below = (markerPx + namePx) / 2 + 2;
  const stations = clusters.filter(
    ({ rows, ...spot }) => rows.length === 1 && hasRoom(boxOf(frame, widthPx, spot, rows[0]?.title ?? "", below)),
  );
  const quarters = names.filter(
    (name) => isInside(positionOf(frame, name)) && hasRoom(boxOf(frame, widthPx, name, name.name, 0)),
  );
  return { stations: new Set(stations), quarters };
}

export function quartersWithRoom(names: MapGround["names"], frame: Frame, widthPx: number): MapGround["names"] {
  return namesWithRoom([], names, frame, widthPx).quarters;
}
