// SPDX-License-Identifier: EUPL-1.2
import type { OwnProjectView, OwnUpdateRow, TypedUpdate } from "../generated/views";
import { useAct } from "../parts/act";
import { Select } from "../parts/Choices";
import { copyText } from "../parts/copy_text";
import { Delivery } from "../parts/Delivery";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { type Sending, SentForm, useSending } from "../parts/SentForm";
import { useTyped } from "../parts/typed";
import { Written } from "../parts/Written";
import { useSession, useView } from "../session";

const nothing: TypedUpdate = { title: "", text: "", stage: "", help: "" };
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
  sending: Sending;
  onChange(typed: TypedUpdate): void;
}

function Form({ view, typed, sending, onChange }: FormProps) {
  const change = (change: Partial<TypedUpdate>) => onChange({ ...typed, ...change });
  return (
    <section class="card stack">
      <h2 class="card__title">{view.write_title}</h2>
      <SentForm id="update" sending={sending} faults={view.faults} submit={view.submit}>
        <Field id="title" label={view.title_label} hint={view.title_hint} value={typed.title} rows={0} onChange={change} />
        <Field id="text" label={view.text_label} hint={view.text_hint} value={typed.text} rows={5} onChange={change} />
        <Select label={view.stage_label} choices={view.stages} onChoose={(stage) => change({ stage })} />
        <Field id="help" label={view.help_label} hint={view.help_hint} value={typed.help} rows={3} onChange={change} />
      </SentForm>
    </section>
  );
}

function Update({ row }: { row: OwnUpdateRow }) {
  return (
    <li class="card" data-id={`update-${row.id}`}>
      <h3 class="card__title">
        <Written text={row.title} />
      </h3>
      <Delivery tone={row.tone} words={row.delivery} />
      {row.status && <p>{row.status}</p>}
    </li>
  );
}

// What the reader does for a Kickbox project of their own.
export function OwnProjectPage({ id }: { id: string }) {
  const { core, reader, announce } = useSession();
  const act = useAct();
  // Null: nobody has typed since it was saved.
  const { value: written, change, forget } = useTyped<TypedUpdate | null>(`update.${id}`, null);
  const sending = useSending(async () => {
    change(typed);
    await core.send({ kind: "save_update", id, ...typed }, reader);
    forget();
    announce(view?.saved ?? "");
  });
  const view = useView("own_project", { id, ...(written ?? nothing), is_pressed: sending.isPressed });
  const typed = written ?? { ...nothing, help: view?.help ?? "" };
  usePageTitle(view?.title ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/kickbox" />;
  return (
    <DetailPage title={view.title} up={`/kickbox/${id}`}>
      <p class="lead">
        <Written text={view.project} />
      </p>
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
          <Form view={view} typed={typed} sending={sending} onChange={change} />
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
