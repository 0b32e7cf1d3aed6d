// SPDX-License-Identifier: EUPL-1.2
import type { Tile } from "../generated/views";
import { Icon } from "./Icon";
import { LevelMark } from "./LevelMark";
import { Link } from "./Link";
import { Spark } from "./Spark";

function Value({ tile, isLarge }: { tile: Tile; isLarge: boolean }) {
  return (
    <span class={`tile__value${tile.is_word && !isLarge ? " tile__value--word" : ""}`}>
      {tile.value}
      {tile.unit && <span class="tile__unit"> {tile.unit}</span>}
    </span>
  );
}

function Source({ tile }: { tile: Tile }) {
  return (
    <span class="tile__source">
      <span>{tile.origin}</span>
      {tile.is_stale && <Icon name="clock" size={16} />}
      {tile.is_demo && <span class="badge badge--demo">{tile.demo_label}</span>}
    </span>
  );
}

// One live value. Heard as it stands: label, value, class, place, age (the text seen is its name).
export function TileCard({ tile, isLarge = false }: { tile: Tile; isLarge?: boolean }) {
  const kind = `tile${isLarge ? " tile--large" : ""}${tile.is_stale ? " tile--stale" : ""}`;
  return (
    <Link to={`/station/${tile.id}`} class={kind}>
      {isLarge && <LevelMark level={tile.is_stale ? "none" : tile.level} icon={tile.icon} size={40} />}
      <span class="tile__body">
        <span class="tile__label">
          {!isLarge && <Icon name={tile.icon} size={20} />}
          {tile.label}
        </span>
        <Value tile={tile} isLarge={isLarge} />
        {tile.level_word && <span class={`tile__word level-word--${tile.level}`}>{tile.level_word}</span>}
        {tile.sentence && <span class="tile__sentence">{tile.sentence}</span>}
        {!isLarge && <Spark values={tile.spark} />}
        <Source tile={tile} />
      </span>
    </Link>
  );
}
