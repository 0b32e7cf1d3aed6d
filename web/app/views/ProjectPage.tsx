// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChild } from "preact";
import type { ProjectView } from "../generated/views";
import { Badges } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { Written } from "../parts/Written";
import { useDevice, useSession, useView } from "../session";

function Rail({ view }: { view: ProjectView }) {
  return (
    <section class="card" aria-labelledby="stage-title">
      <h2 id="stage-title">{view.stage_title}</h2>
      <p class="rail__now">{view.stage}</p>
      <ol class="rail">
        {view.stages.map((stage) => (
          <li
            key={stage.label}
            class={`rail__stage rail__stage--tone-${stage.tone}${stage.is_done ? " rail__stage--done" : ""}${stage.is_current ? " rail__stage--current" : ""}`}
            aria-current={stage.is_current ? "step" : undefined}
          >
            <span class="rail__mark">{stage.is_done && <Icon name="check" size={14} />}</span>
            <span>{stage.label}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function List({ title, items, icon }: { title: string; items: ComponentChild[]; icon: string }) {
  if (items.length === 0) return null;
  return (
    <section class="card">
      <h2 class="card__heading">
        <Icon name={icon} size={24} />
        {title}
      </h2>
      <ul class="words">
        {items.map((item, i) => (
          <li key={i}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

export function ProjectPage({ id }: { id: string }) {
  const { say } = useSession();
  const { keeping } = useDevice();
  const view = useView("project", { id });
  usePageTitle(view?.title.text ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/kickbox" />;
  return (
    <DetailPage title={<Written text={view.title} />} up="/kickbox" shareAs={view.title.text}>
      <Badges badges={view.badges} />
      <p class="lead">
        <Written text={view.summary} />
      </p>
      <p class="card__meta project__line">
        <Icon name="person" size={20} />
        {view.innovator}
      </p>
      <div class="prose">
        {view.paragraphs.map((paragraph) => (
          <p key={paragraph.text}>
            <Written text={paragraph} />
          </p>
        ))}
      </div>
      <Rail view={view} />
      <List title={view.help_title} items={view.help_wanted.map((text) => <Written text={text} />)} icon="people" />
      <section class="card">
        <h2>{view.updates_title}</h2>
        {view.updates.length === 0 && <p>{view.updates_empty}</p>}
        <ol class="updates">
          {view.updates.map((update) => (
            <li key={update.date + update.title.text} class="news">
              <p class="card__meta">{update.date}</p>
              <h3>
                <Written text={update.title} />
              </h3>
              <p>
                <Written text={update.text} />
              </p>
            </li>
          ))}
        </ol>
      </section>
      <List title={view.goals_title} items={view.goals} icon="flag" />
      {view.idea_id && (
        <Link to={`/ideen/${view.idea_id}`} class="more-link">
          {view.idea_label}
          <Icon name="forward" size={20} />
        </Link>
      )}
      {keeping !== "memory" && (
        <Link to={`/kickbox/${id}/meins`} class="more-link">
          {say("phone.project_mine")}
          <Icon name="forward" size={20} />
        </Link>
      )}
    </DetailPage>
  );
}
