// SPDX-License-Identifier: EUPL-1.2
import type { OwnActRow, OwnIdeasView } from "../generated/views";
import { useAct } from "./act";
import { Delivery } from "./Delivery";
import { Link } from "./Link";
import { OwnSection } from "./OwnSection";
import { Written } from "./Written";

// What the reader supported, answered, told and reported. A ballot's time stays out of it, as on the device.
export function OwnActs({ view }: { view: OwnIdeasView }) {
  const act = useAct();
  const takeBack = (row: OwnActRow) => void act({ kind: "cast", poll: row.id, choice: 0 }, view.taken_back);
  return (
    <>
      {view.acts.map((list) => (
        <OwnSection key={list.id} id={`own-${list.id}`} title={list.title} icon={list.icon}>
          <ul class="stack">
            {list.rows.map((row) => (
              <li key={row.id} class="card" data-id={`act-${row.id}`}>
                {row.kind && <p class="card__kind">{row.kind}</p>}
                <h3 class="card__title">
                  {row.to ? (
                    <Link to={row.to} class="card__link">
                      <Written text={row.title} />
                    </Link>
                  ) : (
                    <Written text={row.title} />
                  )}
                </h3>
                <Delivery tone={row.tone} words={row.delivery} />
                {row.take_back_spoken && (
                  <button type="button" class="button button--quiet" aria-label={row.take_back_spoken} data-id="take-back" onClick={() => takeBack(row)}>
                    {view.take_back}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </OwnSection>
      ))}
    </>
  );
}
