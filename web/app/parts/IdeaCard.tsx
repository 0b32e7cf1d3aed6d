// SPDX-License-Identifier: EUPL-1.2
import type { IdeaRow } from "../generated/views";
import { Badges } from "./Badges";
import { Link } from "./Link";
import { Support } from "./Support";
import { Written } from "./Written";

// Under a heading of its list it is the third level, else the second.
export function IdeaCard({ row, isTop = false }: { row: IdeaRow; isTop?: boolean }) {
  const Heading = isTop ? "h2" : "h3";
  return (
    <li class="card idea-card">
      <Badges badges={row.badges} />
      <Heading class="card__title">
        <Link to={`/ideen/${row.id}`} class="card__link">
          <Written text={row.title} />
        </Link>
      </Heading>
      <p class="card__meta">{row.meta}</p>
      <div class="idea-card__foot">
        <p class="idea-card__supports">
          {row.supports_number && <strong>{row.supports_number} </strong>}
          {row.supports_words}
          {row.news && <span class="card__meta"> · {row.news}</span>}
        </p>
        <Support idea={row.id} support={row.support} />
      </div>
    </li>
  );
}
