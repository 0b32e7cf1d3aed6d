// SPDX-License-Identifier: EUPL-1.2
import type { FollowedList } from "../generated/views";
import { useAct } from "./act";
import { useAsk } from "./Ask";
import { OwnIdeaCard } from "./OwnIdeaCard";
import { OwnSection } from "./OwnSection";

// Ideas that were handed in elsewhere, by their codes: what became of them.
export function FollowedIdeas({ view }: { view: FollowedList }) {
  const act = useAct();
  const ask = useAsk(view.question, (code) => void act({ kind: "let_go_receipt", code }, view.has_gone));
  return (
    <OwnSection id="followed" title={view.title} icon="receipt">
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
    </OwnSection>
  );
}
