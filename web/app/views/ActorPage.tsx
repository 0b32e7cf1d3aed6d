// SPDX-License-Identifier: EUPL-1.2
import type { Fact } from "../generated/views";
import { Badges } from "../parts/Badges";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { useView } from "../session";

// An address of the web, of mail or a telephone number can be pressed; anything else is read.
function FactValue({ fact }: { fact: Fact }) {
  if (/^https?:\/\/\S+$/.test(fact.value))
    return (
      <a href={fact.value} rel="noopener noreferrer external" target="_blank">
        {fact.value.replace(/^https?:\/\//, "")}
      </a>
    );
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fact.value)) return <a href={`mailto:${fact.value}`}>{fact.value}</a>;
  if (/^\+?[\d\s/()-]{6,}$/.test(fact.value))
    return <a href={`tel:${fact.value.replace(/[^\d+]/g, "")}`}>{fact.value}</a>;
  return <>{fact.value}</>;
}

function Words({ title, words }: { title: string; words: string[] }) {
  if (words.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="words">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </section>
  );
}

export function ActorPage({ id }: { id: string }) {
  const view = useView("actor", { id });
  usePageTitle(view?.name ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/netzwerk" />;
  return (
    <DetailPage title={<bdi>{view.name}</bdi>} up="/netzwerk" shareAs={view.name}>
      <Badges badges={view.badges} />
      <p class="lead">
        <bdi>{view.summary}</bdi>
      </p>
      <Words title={view.competences_title} words={view.competences} />
      <Words title={view.interests_title} words={view.interests} />
      {view.facts.length > 0 && (
        <dl class="card facts">
          {view.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>
                <FactValue fact={fact} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="card__meta">{view.reviewed}</p>
    </DetailPage>
  );
}
