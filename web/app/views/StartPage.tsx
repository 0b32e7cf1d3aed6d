// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from "preact/hooks";
import type { StartView } from "../generated/views";
import { Icon } from "../parts/Icon";
import { IdeaCard } from "../parts/IdeaCard";
import { Later } from "../parts/Later";
import { Link } from "../parts/Link";
import { Waves } from "../parts/Page";
import { TileCard } from "../parts/TileCard";
import { useSession, useView } from "../session";

function Skeleton() {
  const { say } = useSession();
  return (
    <>
      <header class="hero hero--start">
        <div class="hero__text">
          <h1 tabIndex={-1}>{say("app.name")}</h1>
          <p class="hero__lead" role="status">
            {say("phone.loading")}
          </p>
        </div>
        <Waves />
      </header>
      <div class="page start" aria-hidden="true">
        <div class="tile tile--large skeleton" />
        <div class="tiles">
          <div class="tile skeleton" />
          <div class="tile skeleton" />
        </div>
      </div>
    </>
  );
}

function Pulse({ view }: { view: StartView }) {
  const [first, ...others] = view.tiles;
  return (
    <>
      {first ? <TileCard tile={first} isLarge /> : <p class="note">{view.tiles_empty}</p>}
      {others.length > 0 && (
        <div class="tiles">
          {others.map((tile) => (
            <TileCard key={tile.id + tile.label} tile={tile} />
          ))}
        </div>
      )}
      {first && (
        <Link to="/stationen" class="more-link">
          {view.stations_label}
          <Icon name="forward" size={20} />
        </Link>
      )}
    </>
  );
}

// Each sentence on a line of its own, where both do not fit on one.
function Sentences({ sentences }: Pick<StartView, "sentences">) {
  return (
    <>
      {sentences.flatMap((sentence) => [
        <span class="sentence" key={sentence}>
          {sentence}
        </span>,
        " ",
      ])}
    </>
  );
}

export function StartPage() {
  const { say } = useSession();
  const view = useView("start");
  useEffect(() => {
    document.title = say("app.name");
  });
  if (!view) return <Skeleton />;
  return (
    <>
      <header class="hero hero--start">
        <div class="hero__text">
          <h1 tabIndex={-1}>
            <Sentences sentences={view.sentences} />
          </h1>
          {view.lead && <p class="hero__lead">{view.lead}</p>}
        </div>
        <Waves />
      </header>
      <div class="page start">
        <Pulse view={view} />
        <Link to="/ideen/neu" class="call">
          <span class="call__icon">
            <Icon name="idea" size={34} />
          </span>
          <span>
            <strong class="call__title">{view.call_title}</strong>
            <span class="call__text">{view.call_text}</span>
          </span>
        </Link>
        <Later>
          {view.mood_title && (
            <Link to="/stimmung" class="card card--row card--mood">
              <Icon name="mood" size={32} />
              <span>
                <strong class="card__title">{view.mood_title}</strong>
                <span class="card__meta">{view.mood_text}</span>
              </span>
              <Icon name="forward" size={22} />
            </Link>
          )}
          {view.event_title && (
            <section class="card card--row">
              <Icon name="event" size={32} />
              <div>
                <h2 class="card__title">{view.event_title}</h2>
                <p class="card__meta">{view.event_text}</p>
              </div>
            </section>
          )}
          <section aria-labelledby="new-ideas">
            <div class="section-head">
              <h2 id="new-ideas">{view.ideas_title}</h2>
              <Link to="/ideen" class="section-head__link">
                {view.ideas_all}
              </Link>
            </div>
            <ul class="stack">
              {view.ideas.map((row) => (
                <IdeaCard key={row.id} row={row} />
              ))}
            </ul>
          </section>
        </Later>
      </div>
    </>
  );
}
