// SPDX-License-Identifier: EUPL-1.2
import { useRef } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Choice } from "../generated/views";
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { DetailPage, usePageTitle } from "../parts/Page";
import { useSession } from "../session";

function Options({ title, choices, onChoose }: { title: string; choices: Choice[]; onChoose(id: string): void }) {
  return (
    <fieldset class="card options">
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label key={choice.id} class="option">
          <input
            type="radio"
            name={title}
            value={choice.id}
            checked={choice.is_on}
            onChange={() => onChoose(choice.id)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function SettingsPage() {
  const { core, reader, shell, keeping, setReader, say, announce } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  usePageTitle(say("phone.settings"));
  const erase = async () => {
    dialog.current?.close();
    try {
      await core.send({ kind: "erase_person" }, reader);
      announce(say("phone.erased"));
    } catch (error) {
      announce((error instanceof CoreFailure && error.failure.view?.text) || say("phone.start_failed"));
    }
  };
  return (
    <DetailPage title={say("phone.settings")} up="/">
      <p class="lead">{say("phone.settings_text")}</p>
      <Options title={say("phone.language")} choices={shell?.languages ?? []} onChoose={(lang) => setReader({ lang })} />
      <Options title={say("phone.filter_quarter")} choices={shell?.quarters ?? []} onChoose={(quarter) => setReader({ quarter })} />
      <section class="card">
        <h2>{say("phone.your_data")}</h2>
        <p>{say(keeping === "memory" ? "phone.not_kept" : "phone.your_data_text")}</p>
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
            <Icon name="erase" size={22} />
            {say("phone.erase")}
          </button>
        </div>
      </section>
      <Link to="/ueber" class="more-link">
        {say("phone.about")}
        <Icon name="forward" size={20} />
      </Link>
      <dialog ref={dialog} class="dialog" aria-labelledby="erase-title">
        <h2 id="erase-title">{say("phone.erase")}</h2>
        <p>{say("phone.erase_ask")}</p>
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {say("action.cancel")}
          </button>
          <button type="button" class="button button--danger" onClick={erase}>
            {say("phone.erase_yes")}
          </button>
        </div>
      </dialog>
    </DetailPage>
  );
}
