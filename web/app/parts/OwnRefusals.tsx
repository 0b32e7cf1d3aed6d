// SPDX-License-Identifier: EUPL-1.2
import type { OwnRefused, OwnRefusedList } from "../generated/views";
import { useAct } from "./act";
import { useAsk } from "./Ask";
import { Icon } from "./Icon";
import { Link } from "./Link";
import { OwnSection } from "./OwnSection";
import { Written } from "./Written";

interface CardProps {
  row: OwnRefused;
  view: OwnRefusedList;
  onRetry(): void;
  onLetGo(): void;
}

function Card({ row, view, onRetry, onLetGo }: CardProps) {
  return (
    <li class="card refusal" data-id={`refused-${row.id}`}>
      <p class="card__kind">{row.kind}</p>
      {row.title.text && (
        <h3 class="card__title">
          <Written text={row.title} />
        </h3>
      )}
      <p>{row.why}</p>
      <p class="card__meta">{row.code}</p>
      <div class="actions">
        {row.can_retry && (
          <button type="button" class="button button--primary" aria-label={row.retry_spoken} data-id="retry" onClick={onRetry}>
            <Icon name="send" size={20} />
            {view.retry}
          </button>
        )}
        {row.rewrite_to && (
          <Link to={row.rewrite_to} class="button" aria-label={row.rewrite_spoken}>
            <Icon name="edit" size={20} />
            {view.rewrite}
          </Link>
        )}
        <button type="button" class="button" aria-label={row.let_go_spoken} data-id="let-go" onClick={onLetGo}>
          <Icon name="erase" size={20} />
          {view.let_go}
        </button>
      </div>
    </li>
  );
}

// What the city refused of the reader's own: why, and what can be done about it.
export function OwnRefusals({ view }: { view: OwnRefusedList }) {
  const act = useAct();
  const ask = useAsk(view.question, (id) => void act({ kind: "let_go_refused", id }, view.has_gone));
  return (
    <OwnSection id="refused" title={view.title} icon="refused" class="refusals">
      <p>{view.lead}</p>
      <ul class="stack">
        {view.rows.map((row) => (
          <Card
            key={row.id}
            row={row}
            view={view}
            onRetry={() => void act({ kind: "retry_refused", id: row.id }, view.retried)}
            onLetGo={() => ask.put(row.id)}
          />
        ))}
      </ul>
      {view.more && <p>{view.more}</p>}
      {ask.dialog}
    </OwnSection>
  );
}
