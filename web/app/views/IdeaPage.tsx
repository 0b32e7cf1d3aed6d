// SPDX-License-Identifier: EUPL-1.2
import type { IdeaView } from "../generated/views";
import { Badges } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { Later } from "../parts/Later";
import { Link } from "../parts/Link";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { PlaceCard } from "../parts/PlaceCard";
import { SimilarIdeas } from "../parts/SimilarIdeas";
import { Support } from "../parts/Support";
import { Written } from "../parts/Written";
import { useView } from "../session";

function Steps({ view }: { view: IdeaView }) {
  return (
    <section class="card">
      <h2>{view.steps_title}</h2>
      <ol class="steps">
        {view.steps.map((step) => (
          <li
            key={step.title}
            class={`step${step.is_done ? " step--done" : ""}${step.is_current ? " step--current" : ""}`}
            aria-current={step.is_current ? "step" : undefined}
          >
            <span class="step__mark">{(step.is_done || step.is_current) && <Icon name="check" size={16} />}</span>
            <div>
              <p class="step__title">{step.title}</p>
              {step.date && <p class="card__meta">{step.date}</p>}
              {step.reason.text && (
                <p>
                  <Written text={step.reason} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function IdeaPage({ id }: { id: string }) {
  const view = useView("idea", { id });
  usePageTitle(view?.title.text ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/ideen" />;
  return (
    <DetailPage title={<Written text={view.title} />} up="/ideen" shareAs={view.title.text}>
      <Badges badges={view.badges} />
      <p class="card__meta">{view.meta}</p>
      <div class="prose">
        {view.paragraphs.map((paragraph) => (
          <p key={paragraph.text}>
            <Written text={paragraph} />
          </p>
        ))}
      </div>
      {view.place && <PlaceCard place={view.place} />}
      <section class="card card--support">
        <p class="supports">{view.supports}</p>
        <Support idea={view.id} support={view.support} />
        {view.supports_note && <p class="card__meta">{view.supports_note}</p>}
      </section>
      <Later>
        <Steps view={view} />
        <SimilarIdeas title={view.similar_title} rows={view.similar} />
        {view.report && (
          <Link to={`/ideen/${view.id}/melden`} class="more-link more-link--quiet">
            <Icon name="flag" size={20} />
            {view.report}
          </Link>
        )}
        {view.reported && (
          <p class="note" data-id="reported">
            <Icon name="flag" size={22} />
            <span>{view.reported}</span>
          </p>
        )}
      </Later>
    </DetailPage>
  );
}
