// SPDX-License-Identifier: EUPL-1.2
import { AreaPage, Loading } from "../parts/Page";
import { TileCard } from "../parts/TileCard";
import { useView } from "../session";

export function StationListPage() {
  const view = useView("stations");
  if (!view) return <Loading />;
  return (
    <AreaPage title={view.title} lead={view.lead} isPlain>
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      {view.rows.map((row) => (
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
      {view.attributions.map((attribution) => (
        <p key={attribution} class="card__meta">
          {attribution}
        </p>
      ))}
    </AreaPage>
  );
}
