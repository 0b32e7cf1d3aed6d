// SPDX-License-Identifier: EUPL-1.2
import type { RadarField, RadarItem, RadarRing, RadarTheme, RadarView } from "../generated/views";

// Beside the list, which carries the same entries as words: the drawing is for the eye and the finger,
// the list for everybody.
const rim = 190;
const middle = 200;

function point(turn: number, radius: number): [number, number] {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return [middle + Math.cos(angle) * radius * rim, middle + Math.sin(angle) * radius * rim];
}

function sector(from: number, to: number, inner: number, outer: number): string {
  const [ax, ay] = point(from, outer);
  const [bx, by] = point(to, outer);
  const [cx, cy] = point(to, inner);
  const [dx, dy] = point(from, inner);
  const isLong = to - from > 0.5 ? 1 : 0;
  const f = (value: number) => value.toFixed(2);
  return (
    `M${f(ax)} ${f(ay)}A${f(outer * rim)} ${f(outer * rim)} 0 ${isLong} 1 ${f(bx)} ${f(by)}` +
    `L${f(cx)} ${f(cy)}A${f(inner * rim)} ${f(inner * rim)} 0 ${isLong} 0 ${f(dx)} ${f(dy)}Z`
  );
}

function Mark({ item, isDimmed }: { item: RadarItem; isDimmed: boolean }) {
  const [x, y] = point(item.angle, item.radius);
  const size = 5 + item.size * 4;
  const kind = `radar__item radar__item--${item.field}${isDimmed ? " radar__item--dimmed" : ""}`;
  if (item.kind === "project")
    return <rect class={kind} x={x - size} y={y - size} width={size * 2} height={size * 2} rx="2" />;
  if (item.kind === "circle")
    return <path class={kind} d={`M${x} ${y - size * 1.2}l${size * 1.15} ${size * 2}h${-size * 2.3}Z`} />;
  return <circle class={kind} cx={x} cy={y} r={size} />;
}

function Theme({ theme, rings, onChoose }: { theme: RadarTheme; rings: RadarRing[]; onChoose(): void }) {
  const gap = 0.0035;
  return (
    <g class={`radar__theme radar__theme--${theme.field}${theme.is_on ? " radar__theme--on" : ""}`} onClick={onChoose}>
      {rings.map((ring, i) => (
        <path
          key={ring.label}
          class={`radar__ring radar__ring--${i}`}
          d={sector(theme.from + gap, theme.to - gap, ring.from + 0.006, ring.to - 0.006)}
        />
      ))}
    </g>
  );
}

// In the corner next to its quarter of the circle, on two lines.
function FieldLabel({ field }: { field: RadarField }) {
  const turn = (((field.from + field.to) / 2) % 1 + 1) % 1;
  const isRight = turn < 0.5;
  const isTop = turn < 0.25 || turn > 0.75;
  const x = isRight ? 400 : 0;
  const anchor = isRight ? "end" : "start";
  const y = isTop ? 0 : 396;
  return (
    <text class={`radar__field radar__field--${field.id}`} x={x} y={y} text-anchor={anchor}>
      {field.lines.map((line, i) => (
        <tspan key={line} x={x} dy={17 * i}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

export function RadarChart({ view, onChoose }: { view: RadarView; onChoose(theme: string): void }) {
  const chosen = view.themes.find((theme) => theme.is_on);
  return (
    <svg class="radar" viewBox="0 -16 400 432" aria-hidden="true">
      {view.fields.map((field) => (
        <FieldLabel key={field.id} field={field} />
      ))}
      {view.themes.map((theme) => (
        <Theme
          key={theme.id}
          theme={theme}
          rings={view.rings}
          onChoose={() => onChoose(theme.is_on ? "" : theme.id)}
        />
      ))}
      {view.items.map((item) => (
        <Mark key={item.kind + item.id} item={item} isDimmed={chosen !== undefined && item.theme !== chosen.id} />
      ))}
      {view.rings.map((ring) => {
        const [x, y] = point(0, ring.to - 0.055);
        return (
          <text key={ring.label} class="radar__ring-label" x={x} y={y + 4}>
            {ring.label}
          </text>
        );
      })}
      <circle class="radar__center" cx={middle} cy={middle} r={Math.max(22, (view.rings.at(-1)?.from ?? 0.14) * rim)} />
      <text class="radar__center-label" x={middle} y={middle + 4.5}>
        {view.center}
      </text>
    </svg>
  );
}
