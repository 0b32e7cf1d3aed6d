// SPDX-License-Identifier: EUPL-1.2
// The city from above: outlines, the quarters' names, a scale. What lies on it (markers, a disc) its caller puts there.
// It runs from left to right in every language, as the city does.
import type { ComponentChildren } from "preact";
import type { MapGround } from "../generated/views";
import { closerMax, type Frame, positionOf, type Spot, spotAt } from "./map_frame";
import { quartersWithRoom } from "./map_markers";
import { type Outlines, useOutlines } from "./map_outlines";
import { useWidth } from "./use_width";
import { Icon } from "./Icon";

const drawnWidth = 1000; // units of the drawing; its height follows from the frame

export interface Disc extends Spot {
  metres: number;
}

interface Props {
  ground: MapGround;
  frame: Frame;
  names?: MapGround["names"]; // those that have room beside what its caller puts there
  disc?: Disc | null;
  closer: number;
  onCloser(closer: number): void;
  onTap?(spot: Spot): void;
  children?: ComponentChildren; // placed by `placed`
}

export function placed(frame: Frame, spot: Spot) {
  const { x, y } = positionOf(frame, spot);
  return { left: `${100 * x}%`, top: `${100 * y}%` };
}

// The longest that takes no more than a third of the width.
const scaleOf = (ground: MapGround, frame: Frame) => ground.scales.find(({ metres }) => metres <= frame.metresWide / 3);

// Squares as wide as the scale's bar, fixed to the ground: whoever comes closer sees where to.
function gridLines(ground: MapGround, frame: Frame, height: number): string {
  const metres = scaleOf(ground, frame)?.metres ?? frame.metresWide;
  const step = (metres / frame.metresWide) * drawnWidth;
  const corner = positionOf(frame, { latitude: ground.north, longitude: ground.west });
  let path = "";
  for (let x = (corner.x * drawnWidth) % step; x < drawnWidth; x += step) path += `M${x.toFixed(1)} 0V${height.toFixed(1)}`;
  for (let y = (corner.y * height) % step; y < height; y += step) path += `M0 ${y.toFixed(1)}H${drawnWidth}`;
  return path;
}

function ringPath(frame: Frame, height: number, ring: number[]): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const spot = { longitude: (ring[i] ?? 0) / 1e5, latitude: (ring[i + 1] ?? 0) / 1e5 };
    const { x, y } = positionOf(frame, spot);
    points.push(`${(x * drawnWidth).toFixed(1)} ${(y * height).toFixed(1)}`);
  }
  return points.length > 2 ? `M${points.join("L")}Z` : "";
}

interface DrawingProps extends Pick<Props, "ground" | "frame"> {
  outlines: Outlines;
  disc: Disc | null;
}

function Drawing({ ground, frame, outlines, disc }: DrawingProps) {
  const height = (drawnWidth * frame.metresHigh) / frame.metresWide;
  const middle = disc && positionOf(frame, disc);
  return (
    <svg class="map__drawing" viewBox={`0 0 ${drawnWidth} ${height.toFixed(1)}`} aria-hidden="true" focusable="false">
      {outlines.outlines.map(({ name, rings }) => (
        <path
          key={name}
          class="map__outline"
          fill-rule="evenodd"
          d={rings.map((ring) => ringPath(frame, height, ring)).join("")}
        />
      ))}
      <path class="map__grid" d={gridLines(ground, frame, height)} />
      {disc && middle && (
        <circle
          class="map__disc"
          cx={middle.x * drawnWidth}
          cy={middle.y * height}
          r={(disc.metres / frame.metresWide) * drawnWidth}
        />
      )}
    </svg>
  );
}

function Scale({ ground, frame }: Pick<Props, "ground" | "frame">) {
  const scale = scaleOf(ground, frame);
  if (!scale) return null;
  return (
    <span class="map__scale" style={{ width: `${(100 * scale.metres) / frame.metresWide}%` }}>
      {scale.words}
    </span>
  );
}

export function CityMap({ ground, frame, names, disc = null, closer, onCloser, onTap, children }: Props) {
  const outlines = useOutlines();
  const { box, width } = useWidth<HTMLDivElement>();
  const tapped = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    onTap?.(spotAt(frame, { x, y }));
  };
  return (
    <figure class="map" role="group" aria-label={ground.label}>
      <div ref={box} class="map__frame" dir="ltr" style={{ aspectRatio: `${frame.metresWide} / ${frame.metresHigh}` }}>
        <div
          class={`map__ground${onTap ? " map__ground--tapped" : ""}`}
          data-id="map"
          aria-hidden="true"
          onClick={onTap && tapped}
        >
          <Drawing ground={ground} frame={frame} outlines={outlines} disc={disc} />
          {(names ?? quartersWithRoom(ground.names, frame, width)).map((name) => (
            <span key={name.name} class="map__name" style={placed(frame, name)}>
              {name.name}
            </span>
          ))}
          {disc && <span class="map__pin" style={placed(frame, disc)} />}
          <Scale ground={ground} frame={frame} />
        </div>
        {children}
      </div>
      <div class="map__below">
        <figcaption class="map__source">{outlines.attribution}</figcaption>
        <CloserButtons ground={ground} closer={closer} onCloser={onCloser} />
      </div>
    </figure>
  );
}

// Below the map, so that they cover nothing of it.
function CloserButtons({ ground, closer, onCloser }: Pick<Props, "ground" | "closer" | "onCloser">) {
  return (
    <div class="map__closer" dir="ltr">
      <button
        type="button"
        class="map__button"
        data-id="map-farther"
        aria-label={ground.farther}
        aria-disabled={closer <= 1}
        onClick={() => closer > 1 && onCloser(closer / 2)}
      >
        <Icon name="minus" size={22} />
      </button>
      <button
        type="button"
        class="map__button"
        data-id="map-closer"
        aria-label={ground.closer}
        aria-disabled={closer >= closerMax}
        onClick={() => closer < closerMax && onCloser(closer * 2)}
      >
        <Icon name="plus" size={22} />
      </button>
    </div>
  );
}
