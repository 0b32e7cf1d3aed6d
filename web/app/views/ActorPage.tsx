// SPDX-License-Identifier: EUPL-1.2
import type { Text } from "../generated/views";
import { Badges } from "../parts/Badges";
import { Contact } from "../parts/Contact";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { Written } from "../parts/Written";
import { useView } from "../session";

function Words({ title, words }: { title: string; words: Text[] }) {
  if (words.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="words">
        {words.map((word) => (
          <li key={word.text}>
            <Written text={word} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ActorPage({ id }: { id: string }) {
  const view = useView("actor", { id });
  usePageTitle(view?.name.text ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/netzwerk" />;
  return (
    <DetailPage title={<Written text={view.name} />} up="/netzwerk" shareAs={view.name.text}>
      <Badges badges={view.badges} />
      <p class="lead">
        <Written text={view.summary} />
      </p>
      <Words title={view.competences_title} words={view.competences} />
      <Words title={view.interests_title} words={view.interests} />
      {view.facts.length > 0 && (
        <dl class="card facts">
          {view.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>
                <Contact text={fact.value} link={fact.link} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="card__meta">{view.reviewed}</p>
    </DetailPage>
  );
}
