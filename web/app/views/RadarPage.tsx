// SPDX-License-Identifier: EUPL-1.2
import type { RadarView } from "../generated/views";
import { Link } from "../parts/Link";
import { AreaPage, Loading } from "../parts/Page";
import { RadarChart } from "../parts/RadarChart";
import { Written } from "../parts/Written";
import { adjust, type Place } from "../router";
import { useView } from "../session";

function Legend({ view }: { view: RadarView }) {
  return (
    <ul class="legend">
      {view.legend.map((entry) => (
        <li key={entry.id}>
          <span class={`shape shape--${entry.id}`} aria-hidden="true" />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

// The eight fields as buttons: what a finger does on the drawing, for keyboard and screen reader too.
function Fields({ view, onChoose }: { view: RadarView; onChoose(theme: string): void }) {
  return (
    <div class="radar-fields">
      {view.fields.map((field) => (
        <section key={field.id} class={`radar-field radar-field--${field.id}`} aria-label={field.label}>
          <h2>{field.label}</h2>
          {view.themes
            .filter((theme) => theme.field === field.id)
            .map((theme) => (
              <button
                key={theme.id}
                type="button"
                class="radar-theme"
                aria-pressed={theme.is_on}
                onClick={() => onChoose(theme.is_on ? "" : theme.id)}
              >
                <span>{theme.label}</span>
                <span class="radar-theme__count">{theme.count}</span>
              </button>
            ))}
        </section>
      ))}
    </div>
  );
}

function Entries({ view, isNarrowed, onAll }: { view: RadarView; isNarrowed: boolean; onAll(): void }) {
  return (
    <section class="card" aria-labelledby="radar-list">
      <div class="section-head">
        <h2 id="radar-list">{view.list_title}</h2>
        {isNarrowed && (
          <button type="button" class="section-head__link" onClick={onAll}>
            {view.all}
          </button>
        )}
      </div>
      <p class="card__meta" role="status">
        {view.list_count}
      </p>
      {view.list_text && <p>{view.list_text}</p>}
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      <ul class="rows">
        {view.rows.map((row) => (
          <li key={row.kind + row.id}>
            <Link to={row.kind === "project" ? `/kickbox/${row.id}` : `/ideen/${row.id}`} class="row">
              <span class={`shape shape--${row.kind} shape--${row.field}`} aria-hidden="true" />
              <span>
                <strong class="row__title">
                  <Written text={row.title} />
                </strong>
                <span class="card__meta">{row.meta}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RadarPage({ place }: { place: Place }) {
  const theme = place.query.get("thema") ?? "";
  const view = useView("radar", { theme });
  if (!view) return <Loading />;
  const choose = (thema: string) => adjust({ thema });
  const entries = <Entries view={view} isNarrowed={theme !== ""} onAll={() => choose("")} />;
  return (
    <AreaPage title={view.title} lead={view.lead}>
      <div class="card radar-card">
        <RadarChart view={view} onChoose={choose} />
        <Legend view={view} />
      </div>
      {theme && entries}
      <Fields view={view} onChoose={choose} />
      {!theme && entries}
    </AreaPage>
  );
}
