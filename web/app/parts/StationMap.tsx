// SPDX-License-Identifier: EUPL-1.2
// The stations on the map: a link each, or a number where several would overlap, which brings them apart.
import { useState } from "preact/hooks";
import type { StationListView, StationRow } from "../generated/views";
import { CityMap, placed } from "./CityMap";
import { Icon } from "./Icon";
import { Link } from "./Link";
import { closerMax, frameOf, type Spot } from "./map_frame";
import { type Cluster, clustersOf, namesWithRoom } from "./map_markers";
import { useWidth } from "./use_width";

const toStation = ({ id }: StationRow) => `/station/${id}`;

function iconOf({ tiles }: StationRow): string {
  return tiles[0]?.icon || "sensor";
}

interface MarkerProps {
  cluster: Cluster;
  together: string[]; // the view's
  style: { left: string; top: string };
  hasName: boolean;
  onApart(): void;
}

function Marker({ cluster, together, style, hasName, onApart }: MarkerProps) {
  const [first] = cluster.rows;
  if (!first) return null;
  if (cluster.rows.length > 1)
    return (
      <button
        type="button"
        class="map__marker map__marker--several"
        style={style}
        aria-label={[together[cluster.rows.length - 2], ...cluster.rows.map(({ spoken }) => spoken)].join(" ")}
        onClick={onApart}
      >
        {cluster.rows.length}
      </button>
    );
  return (
    <span class="map__spot" style={style}>
      <Link to={toStation(first)} class="map__marker" aria-label={first.title}>
        <Icon name={iconOf(first)} size={22} />
      </Link>
      {hasName && (
        <span class="map__marker-name" aria-hidden="true">
          {first.title}
        </span>
      )}
    </span>
  );
}

function Links({ rows, title }: { rows: StationRow[]; title?: string }) {
  if (rows.length === 0) return null;
  return (
    <section class="map-list">
      {title && <h2>{title}</h2>}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={toStation(row)} class="more-link">
              <Icon name={iconOf(row)} size={20} />
              {row.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

// So close that they stand apart, or as close as it goes.
function apart(view: StationListView, cluster: Cluster, closer: number, width: number): number {
  for (let next = closer * 2; next < closerMax; next *= 2)
    if (clustersOf(cluster.rows, frameOf(view.ground, next, cluster), width).length > 1) return next;
  return closerMax;
}

export function StationMap({ view }: { view: StationListView }) {
  const { box, width } = useWidth<HTMLDivElement>();
  const [closer, setCloser] = useState(1);
  const [centre, setCentre] = useState<Spot | undefined>(undefined);
  const [chosen, setChosen] = useState<string[]>([]);
  const frame = frameOf(view.ground, closer, centre);
  const clusters = clustersOf(view.rows, frame, width);
  const room = namesWithRoom(clusters, view.ground.names, frame, width);

  const bringApart = (cluster: Cluster) => {
    setCentre(cluster);
    setCloser(apart(view, cluster, closer, width));
    setChosen(cluster.rows.map(({ id }) => id));
  };
  const comeCloser = (next: number) => {
    setCloser(next);
    setChosen([]);
  };
  return (
    <div ref={box} class="stack station-map" data-id="station-map">
      <CityMap ground={view.ground} frame={frame} names={room.quarters} closer={closer} onCloser={comeCloser}>
        {clusters.map((cluster) => (
          <Marker
            key={cluster.rows[0]?.id}
            cluster={cluster}
            together={view.together}
            style={placed(frame, cluster)}
            hasName={room.stations.has(cluster)}
            onApart={() => bringApart(cluster)}
          />
        ))}
      </CityMap>
      <Links rows={view.rows.filter(({ id }) => chosen.includes(id))} />
      <Links rows={view.rows.filter(({ latitude }) => latitude === null)} title={view.off_map_label} />
    </div>
  );
}
