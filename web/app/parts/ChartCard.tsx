// SPDX-License-Identifier: EUPL-1.2
import type { Chart } from "../generated/views";

const width = 340;
const height = 190;
const left = 40;
const right = 8;
const top = 12;
const bottom = 26;

const x = (at: number) => left + at * (width - left - right);
const y = (at: number) => height - bottom - at * (height - top - bottom);

// Lines between known values; what is unknown stays empty, never 0.
function segments(chart: Chart): [number, number][][] {
  const found: [number, number][][] = [];
  let current: [number, number][] = [];
  for (const point of chart.points) {
    if (point.y === null) {
      if (current.length > 0) found.push(current);
      current = [];
    } else {
      current.push([x(point.x), y(point.y)]);
    }
  }
  if (current.length > 0) found.push(current);
  return found;
}

function Line({ chart }: { chart: Chart }) {
  const parts = segments(chart);
  const last = parts.at(-1)?.at(-1);
  return (
    <>
      {parts.map((part) => {
        const line = part.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join("L");
        const [first] = part;
        const end = part.at(-1);
        return (
          <g key={line}>
            {first && end && part.length > 1 && (
              <path class="chart__area" d={`M${line}L${end[0]} ${y(0)}L${first[0]} ${y(0)}Z`} />
            )}
            <path class="chart__line" d={part.length > 1 ? `M${line}` : `M${line}h.01`} />
          </g>
        );
      })}
      {last && <circle class="chart__last" cx={last[0]} cy={last[1]} r="5" />}
    </>
  );
}

function Bars({ chart }: { chart: Chart }) {
  const slot = (width - left - right) / Math.max(1, chart.points.length);
  const bar = Math.max(1.5, slot * 0.72);
  return (
    <>
      {chart.points.map((point) => {
        if (point.y === null) return null;
        const middle = Math.min(Math.max(x(point.x), left + bar / 2), width - right - bar / 2);
        const barTop = Math.min(y(point.y), y(0) - 1);
        return (
          <rect
            key={point.x}
            class="chart__bar"
            x={middle - bar / 2}
            y={barTop}
            width={bar}
            height={y(0) - barTop}
            rx={Math.min(2, bar / 2)}
          />
        );
      })}
    </>
  );
}

// Drawn as the view model places it: positions, ticks and words come ready from the core, so there is
// nothing left for a plotting library to scale or to format.
export function ChartCard({ chart }: { chart: Chart }) {
  return (
    <figure class="chart">
      <figcaption class="chart__title">{chart.title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={chart.summary}>
        {chart.y_ticks.map((tick) => (
          <g key={tick.at}>
            <line class="chart__grid" x1={left} x2={width - right} y1={y(tick.at)} y2={y(tick.at)} />
            <text class="chart__tick" x={left - 6} y={y(tick.at) + 4} text-anchor="end">
              {tick.label}
            </text>
          </g>
        ))}
        {chart.x_ticks.map((tick) => (
          <text
            key={tick.at}
            class="chart__tick"
            x={x(tick.at)}
            y={height - 8}
            text-anchor={tick.at < 0.06 ? "start" : tick.at > 0.94 ? "end" : "middle"}
          >
            {tick.label}
          </text>
        ))}
        {chart.is_bars ? <Bars chart={chart} /> : <Line chart={chart} />}
      </svg>
      <p class="chart__summary">{chart.summary}</p>
    </figure>
  );
}
