// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { OwnProjectView, OwnUpdateRow, TypedUpdate } from "../generated/views";
import { useAct } from "../parts/act";
import { Select } from "../parts/Choices";
import { copyText } from "../parts/copy_text";
import { Icon } from "../parts/Icon";
import { Failed, Faults } from "../parts/Faults";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { useSession, useView } from "../session";

const nothing: TypedUpdate = { title: "", text: "", stage: "", help: "" };
const marks: Record<string, string> = { success: "check", warning: "clock", danger: "refused" };

function Key({ view }: { view: OwnProjectView }) {
  const { say, announce } = useSession();
  const copy = async () => {
    if (await copyText(view.key)) announce(say("phone.copied"));
  };
  return (
    <section class="card stack" data-id="project-key">
      <h2 class="card__title">{view.key_title}</h2>
      <p>{view.key_hint}</p>
      <p>
        <code class="code" dir="ltr">
          {view.key}
        </code>
      </p>
      <button type="button" class="button" onClick={() => void copy()}>
        {view.copy}
      </button>
    </section>
  );
}

interface FieldProps {
  id: keyof TypedUpdate;
  label: string;
  hint: string;
  value: string;
  rows: number; // 0: one line
  onChange(change: Partial<TypedUpdate>): void;
}

function Field({ id, label, hint, value, rows, onChange }: FieldProps) {
  const common = { id, "data-id": `update-${id}`, value, "aria-describedby": `${id}-hint` };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <p class="field__hint" id={`${id}-hint`}>
        {hint}
      </p>
      {rows ? (
        <textarea {...common} rows={rows} onInput={(event) => onChange({ [id]: event.currentTarget.value })} />
      ) : (
        <input {...common} type="text" autocomplete="off" onInput={(event) => onChange({ [id]: event.currentTarget.value })} />
      )}
    </div>
  );
}

interface FormProps {
  view: OwnProjectView;
  typed: TypedUpdate;
  onChange(typed: TypedUpdate): void;
  onPressed(isRefused: boolean): void;
}

function Form({ view, typed, onChange, onPressed }: FormProps) {
  const { core, reader, say, announce } = useSession();
  const [failure, setFailure] = useState<CoreFailure["failure"]["view"]>();
  const summary = useRef<HTMLDivElement>(null);
  const isBusy = useRef(false);
  const change = (change: Partial<TypedUpdate>) => onChange({ ...typed, ...change });
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.current) return;
    isBusy.current = true;
    setFailure(undefined);
    try {
      await core.send({ kind: "save_update", id: view.id, ...typed }, reader);
      onPressed(false);
      announce(view.saved);
    } catch (error) {
      const { code, view: told } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
      onPressed(true);
      if (code !== "bad_argument") setFailure(told ?? { title: say("phone.start_failed"), text: "", retry: "" });
      requestAnimationFrame(() => summary.current?.focus());
    }
    isBusy.current = false;
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{view.write_title}</h2>
      <div ref={summary} tabIndex={-1}>
        {failure && <Failed view={failure} />}
        <Faults faults={view.faults} />
      </div>
      <form class="form" onSubmit={submit} noValidate>
        <Field id="title" label={view.title_label} hint={view.title_hint} value={typed.title} rows={0} onChange={change} />
        <Field id="text" label={view.text_label} hint={view.text_hint} value={typed.text} rows={5} onChange={change} />
        <Select label={view.stage_label} choices={view.stages} onChoose={(stage) => change({ stage })} />
        <Field id="help" label={view.help_label} hint={view.help_hint} value={typed.help} rows={3} onChange={change} />
        <button type="submit" class="button button--primary" data-id="update-submit">
          <Icon name="send" size={22} />
          {view.submit}
        </button>
      </form>
    </section>
  );
}

function Update({ row }: { row: OwnUpdateRow }) {
  return (
    <li class="card" data-id={`update-${row.id}`}>
      <h3 class="card__title" lang={row.lang} dir="auto">
        {row.title}
      </h3>
      <p class={`delivery delivery--${row.tone}`}>
        <Icon name={marks[row.tone] ?? "saved"} size={20} />
        <span>{row.delivery}</span>
      </p>
      {row.status && <p>{row.status}</p>}
    </li>
  );
}

// What the reader does for a Kickbox project of their own. What is typed lasts as long as the page does.
export function OwnProjectPage({ id }: { id: string }) {
  const act = useAct();
  const [written, setWritten] = useState<TypedUpdate | null>(null); // unset: nobody has typed since it was saved
  const [isPressed, setPressed] = useState(false);
  const view = useView("own_project", { id, ...(written ?? nothing), is_pressed: isPressed });
  usePageTitle(view?.title ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/kickbox" />;
  const typed = written ?? { ...nothing, help: view.help };
  const pressed = (isRefused: boolean) => {
    setPressed(isRefused);
    setWritten(isRefused ? typed : null);
  };
  return (
    <DetailPage title={view.title} up={`/kickbox/${id}`}>
      <p class="lead">{view.project}</p>
      <p>{view.lead}</p>
      {view.make ? (
        <>
          <p>{view.make_lead}</p>
          <button type="button" class="button button--primary" data-id="make-key" onClick={() => void act({ kind: "make_project_key", id }, view.made)}>
            {view.make}
          </button>
        </>
      ) : (
        <>
          <Form view={view} typed={typed} onChange={setWritten} onPressed={pressed} />
          {view.updates_title && <h2>{view.updates_title}</h2>}
          <ul class="stack">
            {view.updates.map((row) => (
              <Update key={row.id} row={row} />
            ))}
          </ul>
          <Key view={view} />
        </>
      )}
    </DetailPage>
  );
}
