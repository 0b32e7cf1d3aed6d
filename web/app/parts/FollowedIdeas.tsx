// SPDX-License-Identifier: EUPL-1.2
import type { FollowedList } from "../generated/views";
import { useAct } from "./act";
import { useAsk } from "./Ask";
import { Icon } from "./Icon";
import { OwnIdeaCard } from "./OwnIdeaCard";

// Ideas that were handed in elsewhere, by their codes: what became of them.
export function FollowedIdeas({ view }: { view: FollowedList }) {
  const act = useAct();
  const ask = useAsk(view.question, (code) => void act({ kind: "let_go_receipt", code }, view.has_gone));
  return (
    <section class="stack" aria-labelledby="followed-title" data-id="followed">
      <h2 id="followed-title" class="card__heading">
        <Icon name="receipt" size={24} />
        {view.title}
      </h2>
      <ul class="stack">
        {view.rows.map((row) => (
          <li key={row.receipt_code} class="card" data-id={`followed-${row.receipt_code}`}>
            <OwnIdeaCard
              row={row}
              isTop={false}
              hasLargeCode={false}
              letGo={{ label: view.let_go, press: () => ask.put(row.receipt_code) }}
            />
          </li>
        ))}
      </ul>
      {ask.dialog}
    </section>
  );
}
