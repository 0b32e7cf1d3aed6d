// SPDX-License-Identifier: EUPL-1.2
import type { StationListView } from "../generated/views";
import { Icon } from "../parts/Icon";
import { useGradually } from "../parts/Later";
import { AreaPage, Loading } from "../parts/Page";
import { StationMap } from "../parts/StationMap";
import { TileCard } from "../parts/TileCard";
import { adjust, type Place } from "../router";
import { useView } from "../session";

const mapShown = "karte";

function ListOrMap({ view, isMap }: { view: StationListView; isMap: boolean }) {
  return (
    <div class="switch" role="group" aria-label={view.title}>
      <button type="button" aria-pressed={!isMap} data-id="show-list" onClick={() => adjust({ als: "" })}>
        <Icon name="list" size={20} />
        {view.list_label}
      </button>
      <button type="button" aria-pressed={isMap} data-id="show-map" onClick={() => adjust({ als: mapShown })}>
        <Icon name="place" size={20} />
        {view.map_label}
      </button>
    </div>
  );
}

function Rows({ view }: { view: StationListView }) {
  const rows = useGradually(view.rows, 1);
  return (
    <>
      {rows.map((row) => (
        <section key={row.id} class="station-row" aria-label={row.title}>
          <h2>{row.title}</h2>
          <p class="card__meta">{row.subtitle}</p>
          <div class="tiles">
            {row.tiles.map((tile) => (
              <TileCard key={tile.label} tile={tile} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

export function StationListPage({ place }: { place: Place }) {
  const view = useView("stations");
  const isMap = place.query.get("als") === mapShown;
  if (!view) return <Loading />;
  return (
    <AreaPage title={view.title} lead={view.lead} isPlain>
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      {view.rows.length > 0 && <ListOrMap view={view} isMap={isMap} />}
      {isMap ? <StationMap view={view} /> : <Rows view={view} />}
      {view.attributions.map((attribution) => (
        <p key={attribution} class="card__meta">
          {attribution}
        </p>
      ))}
    </AreaPage>
  );
}
