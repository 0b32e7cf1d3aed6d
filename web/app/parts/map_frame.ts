// SPDX-License-Identifier: EUPL-1.2
// The part of the city that a map shows, and where things lie in it. Equirectangular: over twenty kilometres nobody
// sees the difference, and east stays right of west in every script.
import type { MapGround } from "../generated/views";

export interface Spot {
  latitude: number;
  longitude: number;
}

// From edge to edge, in degrees.
export interface Frame {
  south: number;
  west: number;
  north: number;
  east: number;
  metresWide: number;
  metresHigh: number;
}

const metresADegree = 111_200;

export const closerMax = 16; // times as close as the whole city

function framed(south: number, west: number, north: number, east: number): Frame {
  const middle = ((south + north) / 2) * (Math.PI / 180);
  return {
    south,
    west,
    north,
    east,
    metresWide: (east - west) * metresADegree * Math.cos(middle),
    metresHigh: (north - south) * metresADegree,
  };
}

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

// `closer` times as close, around `centre` as far as the city's edges allow.
export function frameOf(ground: MapGround, closer = 1, centre?: Spot): Frame {
  const high = (ground.north - ground.south) / closer;
  const wide = (ground.east - ground.west) / closer;
  const latitude = centre?.latitude ?? (ground.south + ground.north) / 2;
  const longitude = centre?.longitude ?? (ground.west + ground.east) / 2;
  const south = within(latitude - high / 2, ground.south, ground.north - high);
  const west = within(longitude - wide / 2, ground.west, ground.east - wide);
  return framed(south, west, south + high, west + wide);
}

// 0 … 1 from the left and from the top; beyond that it lies outside.
export interface Position {
  x: number;
  y: number;
}

export function positionOf(frame: Frame, { latitude, longitude }: Spot): Position {
  return {
    x: (longitude - frame.west) / (frame.east - frame.west),
    y: (frame.north - latitude) / (frame.north - frame.south),
  };
}

export function spotAt(frame: Frame, { x, y }: Position): Spot {
  return {
    latitude: frame.north - y * (frame.north - frame.south),
    longitude: frame.west + x * (frame.east - frame.west),
  };
}

// Where `margin` is a share of the frame: not so near to its edge, nor outside.
export function isInside({ x, y }: Position, margin = 0): boolean {
  return x >= margin && x <= 1 - margin && y >= margin && y <= 1 - margin;
}
