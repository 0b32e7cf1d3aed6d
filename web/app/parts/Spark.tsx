// SPDX-License-Identifier: EUPL-1.2

// The last hours as a small line; gaps stay gaps. The numbers stand in the station's view.
export function Spark({ values }: { values: (number | null)[] }) {
  if (values.filter((value) => value !== null).length < 2) return null;
  const width = 120;
  const height = 34;
  const x = (i: number) => 3 + (i / Math.max(1, values.length - 1)) * (width - 8);
  const y = (value: number) => height - 4 - value * (height - 9);
  let path = "";
  let isPenUp = true;
  let last: [number, number] | null = null;
  for (const [i, value] of values.entries()) {
    if (value === null) {
      isPenUp = true;
      continue;
    }
    path += `${isPenUp ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    isPenUp = false;
    last = [x(i), y(value)];
  }
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} vector-effect="non-scaling-stroke" />
      {last && (
        <path class="spark__last" d={`M${last[0]} ${last[1]}h.01`} vector-effect="non-scaling-stroke" />
      )}
    </svg>
  );
}
