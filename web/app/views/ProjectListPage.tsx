// SPDX-License-Identifier: EUPL-1.2
import { Badges } from "../parts/Badges";
import { Select } from "../parts/Choices";
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { AreaPage, Loading } from "../parts/Page";
import { Written } from "../parts/Written";
import { adjust, type Place } from "../router";
import { useView } from "../session";

export function ProjectListPage({ place }: { place: Place }) {
  const theme = place.query.get("thema") ?? "";
  const view = useView("projects", { theme });
  if (!view) return <Loading />;
  return (
    <AreaPage title={view.title} lead={view.lead} isPlain>
      <Select label={view.theme_label} choices={view.themes} onChoose={(thema) => adjust({ thema })} />
      <p class="count" role="status">
        {view.count}
      </p>
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      <ul class="stack">
        {view.rows.map((row) => (
          <li key={row.id} class={`card project project--${row.stage_tone}`}>
            <h2 class="card__title">
              <Link to={`/kickbox/${row.id}`} class="card__link">
                <Written text={row.title} />
              </Link>
            </h2>
            <p>
              <Written text={row.summary} />
            </p>
            <div class="stage">
              <span class="stage__word">{row.stage}</span>
              {row.progress !== null && (
                <progress class="stage__bar" value={row.progress} max={1} aria-label={row.stage} />
              )}
            </div>
            {row.last_update && (
              <p class="card__meta project__line">
                <Icon name="clock" size={18} />
                {row.last_update}
              </p>
            )}
            {row.help && (
              <p class="project__line">
                <Icon name="people" size={20} />
                {row.help}
              </p>
            )}
            <Badges badges={row.badges} />
          </li>
        ))}
      </ul>
    </AreaPage>
  );
}
