// SPDX-License-Identifier: EUPL-1.2
import { useState } from "preact/hooks";
import { Select } from "../parts/Choices";
import { Icon } from "../parts/Icon";
import { IdeaCard } from "../parts/IdeaCard";
import { useGradually } from "../parts/Later";
import { Link } from "../parts/Link";
import { AreaPage, Loading } from "../parts/Page";
import { SearchField } from "../parts/SearchField";
import { adjust, type Place } from "../router";
import { useSession, useView } from "../session";

const step = 20;
const firstScreen = 4;

export function IdeaListPage({ place }: { place: Place }) {
  const { shell, say } = useSession();
  const search = place.query.get("suche") ?? "";
  const theme = place.query.get("thema") ?? "";
  const ring = place.query.get("stand") ?? "";
  const quarter = place.query.get("wo") ?? "";
  const order = place.query.get("folge") ?? "";
  const filter = [search, theme, ring, quarter, order].join("|");
  const [shown, setShown] = useState({ filter, limit: step });
  const limit = shown.filter === filter ? shown.limit : step;
  const [isOpen, setOpen] = useState(Boolean(theme || ring || quarter));
  const view = useView("ideas", { search, theme, ring, in_quarter: quarter, order, limit });
  const rows = useGradually(view?.rows ?? [], firstScreen);
  if (!view) return <Loading />;
  return (
    <AreaPage title={view.title} lead={view.lead}>
      <SearchField label={view.search_label} value={search} onSearch={(suche) => adjust({ suche })} />
      <div class="section-head">
        <button type="button" class="chip" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="filter" size={20} />
          {view.filter_label || say("phone.filters")}
        </button>
        <Link to="/meine" class="section-head__link">
          {view.own_label}
        </Link>
      </div>
      {isOpen && (
        <div class="filters">
          <Select label={say("phone.filter_theme")} choices={view.themes} onChoose={(thema) => adjust({ thema })} />
          <Select label={say("phone.filter_quarter")} choices={view.quarters} onChoose={(wo) => adjust({ wo })} />
          <Select label={say("phone.filter_state")} choices={view.rings} onChoose={(stand) => adjust({ stand })} />
          <Select label={say("phone.filter_order")} choices={view.orders} onChoose={(folge) => adjust({ folge })} />
        </div>
      )}
      <p class="count" role="status">
        {view.count}
      </p>
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      <ul class="stack">
        {rows.map((row) => (
          <IdeaCard key={row.id} row={row} isTop />
        ))}
      </ul>
      {view.has_more && (
        <button type="button" class="button button--wide" onClick={() => setShown({ filter, limit: limit + step })}>
          {shell?.more}
        </button>
      )}
      <div class="write-place">
        <Link to="/ideen/neu" class="write">
          <Icon name="plus" size={24} />
          {view.write_label}
        </Link>
      </div>
    </AreaPage>
  );
}
