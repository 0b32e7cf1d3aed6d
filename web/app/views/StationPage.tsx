// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from "preact/hooks";
import type { StationView, StreamView } from "../generated/views";
import { Badges } from "../parts/Badges";
import { ChartCard } from "../parts/ChartCard";
import { Chips } from "../parts/Choices";
import { Icon } from "../parts/Icon";
import { Later, useGradually } from "../parts/Later";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { adjust, type Place } from "../router";
import { useView } from "../session";

function Values({ stream }: { stream: StreamView }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={stream.table.caption}>
      <table>
        <caption>{stream.table.caption}</caption>
        <thead>
          <tr>
            {stream.table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stream.table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={cell} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={cell}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Stream({ stream, view }: { stream: StreamView; view: StationView }) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section class="card stream" aria-labelledby={id}>
      <div class="stream__head">
        <h2 id={id} class="stream__label">
          {stream.label}
        </h2>
        <p class="stream__value">
          {stream.value}
          {stream.unit && <span class="tile__unit"> {stream.unit}</span>}
        </p>
        {stream.level_word && (
          <p class={`stream__word level-word--${stream.is_stale ? "none" : stream.level}`}>{stream.level_word}</p>
        )}
        <p class="stream__age">
          {stream.is_stale && <Icon name="clock" size={16} />}
          {stream.age}
        </p>
      </div>
      <div class="switch" role="group" aria-labelledby={id}>
        <button type="button" aria-pressed={!isTable} onClick={() => setTable(false)}>
          <Icon name="chart" size={20} />
          {view.chart_label}
        </button>
        <button type="button" aria-pressed={isTable} onClick={() => setTable(true)}>
          <Icon name="table" size={20} />
          {view.table_label}
        </button>
      </div>
      {isTable ? <Values stream={stream} /> : <ChartCard chart={stream.chart} />}
      {stream.limits.map((limit) => (
        <p key={limit} class="card__meta">
          {limit}
        </p>
      ))}
    </section>
  );
}

function Streams({ view }: { view: StationView }) {
  const streams = useGradually(view.streams, 1);
  return (
    <>
      {streams.map((stream) => (
        <Stream key={stream.id} stream={stream} view={view} />
      ))}
      <p class="card__meta">{view.attribution}</p>
    </>
  );
}

export function StationPage({ id, place }: { id: string; place: Place }) {
  const view = useView("station", { id, range: place.query.get("zeit") ?? "day" });
  usePageTitle(view?.title ?? "");
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/stationen" />;
  return (
    <DetailPage title={view.title} up="/" shareAs={view.title}>
      <p class="lead">{view.subtitle}</p>
      <Badges badges={view.badges} />
      {view.notice && (
        <p class="note">
          <Icon name="info" size={22} />
          <span>{view.notice}</span>
        </p>
      )}
      <Chips label={view.chart_label} choices={view.ranges} onChoose={(zeit) => adjust({ zeit })} />
      <Later>
        <Streams view={view} />
      </Later>
    </DetailPage>
  );
}
