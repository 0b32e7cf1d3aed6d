// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { chooseLook, chosenLook } from "../bridge/look";
import { saveAsFile } from "../bridge/save_as_file";
import type { PhoneSettingsView } from "../generated/views";
import { Options } from "../parts/Choices";
import { EraseCard } from "../parts/EraseCard";
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { DetailPage, usePageTitle } from "../parts/Page";
import { useDevice, useSession, useView } from "../session";

// Whether the browser has promised not to clear out what lies here; null until it says, or where it never does.
function useIsLasting(): boolean | null {
  const [isLasting, setLasting] = useState<boolean | null>(null);
  useEffect(() => {
    navigator.storage?.persisted?.().then(setLasting, () => undefined);
  }, []);
  return isLasting;
}

function OwnData({ view }: { view: PhoneSettingsView }) {
  const { core, reader, say, announce } = useSession();
  const { keeping } = useDevice();
  const isLasting = useIsLasting();
  const save = async () => {
    try {
      saveAsFile(view.save_name, (await core.send({ kind: "export_own" }, reader)) as string);
      announce(view.saved);
    } catch {
      announce(say("phone.start_failed"));
    }
  };
  return (
    <section class="card own-data">
      <h2 class="card__heading">
        <Icon name="phone" size={24} />
        {view.data_title}
      </h2>
      <p>{keeping === "memory" ? say("phone.not_kept") : view.data_text}</p>
      {keeping !== "memory" && isLasting !== null && (
        <p data-id="lasting">{say(isLasting ? "phone.lasts" : "phone.may_be_cleared")}</p>
      )}
      <dl class="own-data__facts">
        {view.data.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <button type="button" class="button" data-id="export" onClick={() => void save()}>
          <Icon name="archive" size={22} />
          {view.save}
        </button>
      </div>
      <p class="card__meta">{view.save_hint}</p>
      <hr class="own-data__line" />
      <EraseCard view={view.erase} />
    </section>
  );
}

export function SettingsPage() {
  const { shell, setReader, say } = useSession();
  const [look, setLook] = useState(chosenLook);
  const view = useView("settings", { ...look });
  usePageTitle(say("phone.settings"));
  const choose = (group: string, id: string) => {
    const next = { ...look, [group]: id };
    setLook(next);
    chooseLook(next);
  };
  return (
    <DetailPage title={say("phone.settings")} up="/">
      <p class="lead">{say("phone.settings_text")}</p>
      <Options
        id="language"
        icon="language"
        title={say("phone.language")}
        choices={shell?.languages ?? []}
        areLanguages
        onChoose={(lang) => setReader({ lang })}
      />
      {view?.groups.map((group) => (
        <Options
          key={group.id}
          id={group.id}
          icon={group.icon}
          title={group.label}
          choices={group.choices}
          onChoose={(id) => choose(group.id, id)}
        />
      ))}
      <Options
        id="quarter"
        icon="place"
        title={say("phone.filter_quarter")}
        choices={shell?.quarters ?? []}
        onChoose={(quarter) => setReader({ quarter })}
      />
      {view ? (
        <OwnData view={view} />
      ) : (
        <p class="loading" role="status">
          {say("phone.loading")}
        </p>
      )}
      <Link to="/ueber" class="more-link">
        {say("phone.about")}
        <Icon name="forward" size={20} />
      </Link>
    </DetailPage>
  );
}
