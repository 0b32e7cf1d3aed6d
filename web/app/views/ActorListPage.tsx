// SPDX-License-Identifier: EUPL-1.2
import { useState } from "preact/hooks";
import { Badges } from "../parts/Badges";
import { Select } from "../parts/Choices";
import { Link } from "../parts/Link";
import { AreaPage, Loading } from "../parts/Page";
import { SearchField } from "../parts/SearchField";
import { Written } from "../parts/Written";
import { adjust, type Place } from "../router";
import { useSession, useView } from "../session";

const step = 50;

export function ActorListPage({ place }: { place: Place }) {
  const { shell } = useSession();
  const search = place.query.get("suche") ?? "";
  const sector = place.query.get("bereich") ?? "";
  const theme = place.query.get("thema") ?? "";
  const [limit, setLimit] = useState(step);
  const view = useView("actors", { search, sector, theme, limit });
  if (!view) return <Loading />;
  return (
    <AreaPage title={view.title} lead={view.lead}>
      <SearchField label={view.search_label} value={search} onSearch={(suche) => adjust({ suche })} />
      <div class="pair">
        <Select label={view.sector_label} choices={view.sectors} onChoose={(bereich) => adjust({ bereich })} />
        <Select label={view.theme_label} choices={view.themes} onChoose={(thema) => adjust({ thema })} />
      </div>
      <p class="count" role="status">
        {view.count}
      </p>
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      <ul class="stack">
        {view.rows.map((row) => (
          <li key={row.id} class={`card actor actor--${row.sector_tone}`}>
            <p class="actor__sector">{row.sector}</p>
            <h2 class="card__title">
              <Link to={`/netzwerk/${row.id}`} class="card__link">
                <Written text={row.name} />
              </Link>
            </h2>
            <p>
              <Written text={row.summary} />
            </p>
            <Badges badges={row.badges} />
          </li>
        ))}
      </ul>
      {view.has_more && (
        <button type="button" class="button button--wide" onClick={() => setLimit(limit + step)}>
          {shell?.more}
        </button>
      )}
      {view.join && <p class="note">{view.join}</p>}
    </AreaPage>
  );
}
