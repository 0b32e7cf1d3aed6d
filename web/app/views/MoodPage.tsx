// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from "preact/hooks";
import type { MoodView, Stone } from "../generated/views";
import { whyNot } from "../parts/act";
import { Badges } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { AreaPage, Loading } from "../parts/Page";
import { Written } from "../parts/Written";
import { adjust, go, type Place } from "../router";
import { useDevice, useSession, useView } from "../session";

// A pattern on each stone, so that five colours are never told apart by colour alone.
const patterns: Record<string, string> = {
  cross: "M8 8l16 16M24 8L8 24",
  slash: "M23 8L9 24",
  ring: "M16 8.5a7.5 7.5 0 1 0 .01 0",
  dot: "M16 16h.01",
  check: "M7.5 16.5l5.5 5.5L24.5 10.5",
};

function StoneButton({ stone, onChoose }: { stone: Stone; onChoose(): void }) {
  return (
    <button
      type="button"
      class={`stone stone--${stone.choice}`}
      aria-pressed={stone.is_on}
      onClick={onChoose}
      data-id={`stone-${stone.choice}`}
    >
      <span class="stone__face">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path class={`stone__pattern stone__pattern--${stone.pattern}`} d={patterns[stone.pattern] ?? ""} />
        </svg>
      </span>
      <span class="stone__label">
        <span class="stone__number">{stone.choice}</span>
        {stone.label}
      </span>
      {stone.is_on && <Icon name="check" size={24} />}
    </button>
  );
}

function Picture({ view }: { view: MoodView }) {
  if (!view.has_picture)
    return view.picture_wait ? (
      <p class="note">
        <Icon name="people" size={22} />
        <span>{view.picture_wait}</span>
      </p>
    ) : null;
  return (
    <section class="card picture" aria-labelledby="picture-title">
      <h2 id="picture-title">{view.picture_title}</h2>
      <p class="picture__word">{view.picture_word}</p>
      <ul class="mood-bars">
        {view.bars.map((bar) => (
          <li key={bar.choice} class="mood-bar">
            <span class="bar__label">
              <span class="stone__number">{bar.choice}</span> {bar.label}
            </span>
            <progress class={`bar__track bar__track--${bar.choice}`} value={bar.share} max={1} aria-hidden="true" />
            <span class="bar__value">
              {bar.percent} <span class="card__meta">({bar.value})</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="card__meta">{view.picture_text}</p>
    </section>
  );
}

function Thesis({ view, onStep }: { view: MoodView; onStep(index: number): void }) {
  const { core, reader, say, announce } = useSession();
  const { keeping } = useDevice();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // The next thesis is read out, but nothing is grabbed when the view opens.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [view.thesis_id]);

  const choose = async (stone: Stone) => {
    try {
      await core.send({ kind: "cast", poll: view.thesis_id, choice: stone.is_on ? 0 : stone.choice }, reader);
      if (keeping === "memory") announce(say("phone.on_its_way"));
    } catch (error) {
      announce(whyNot(error, say));
    }
  };
  const isLast = view.index + 1 >= view.count;
  return (
    <>
      <div class="card thesis-card">
        <p class="thesis__step">
          {view.step}
          <Badges badges={view.badges} />
        </p>
        <progress class="thesis__progress" value={view.index + 1} max={Math.max(1, view.count)} aria-hidden="true" />
        <h2 class="thesis" ref={heading} tabIndex={-1}>
          <Written text={view.thesis} />
        </h2>
        {view.is_open && <p class="card__meta">{view.question}</p>}
      </div>
      {view.is_open && (
        <div class="stones" role="group" aria-label={view.question}>
          {view.stones.map((stone) => (
            <StoneButton key={stone.choice} stone={stone} onChoose={() => choose(stone)} />
          ))}
        </div>
      )}
      <p class="thesis__saved" role="status" data-id="mood-saved">
        {view.saved && keeping !== "memory" && (
          <>
            <Icon name="saved" size={22} />
            {view.saved}
          </>
        )}
      </p>
      <div class="actions">
        {view.index > 0 && (
          <button type="button" class="button" onClick={() => onStep(view.index - 1)}>
            <Icon name="back" size={22} />
            {view.previous}
          </button>
        )}
        {isLast ? (
          view.done && (
            <button type="button" class="button button--primary" onClick={() => go("/")}>
              {view.done}
            </button>
          )
        ) : (
          <button type="button" class="button button--primary" onClick={() => onStep(view.index + 1)}>
            {view.next}
            <Icon name="forward" size={22} />
          </button>
        )}
      </div>
      <Picture view={view} />
    </>
  );
}

export function MoodPage({ place }: { place: Place }) {
  const index = Math.max(0, Number.parseInt(place.query.get("these") ?? "1", 10) - 1) || 0;
  const view = useView("mood", { index });
  if (!view) return <Loading />;
  return (
    <AreaPage
      title={view.title.text}
      heading={<Written text={view.title} />}
      lead={view.index === 0 && view.introduction.text && <Written text={view.introduction} />}
    >
      {!view.is_open && view.closed_text && <p class="note">{view.closed_text}</p>}
      {view.count > 0 && (
        <Thesis view={view} onStep={(next) => adjust({ these: next > 0 ? String(next + 1) : "" })} />
      )}
      {view.privacy && <p class="card__meta">{view.privacy}</p>}
    </AreaPage>
  );
}
