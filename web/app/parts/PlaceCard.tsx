// SPDX-License-Identifier: EUPL-1.2
// Where an idea is meant: in words, and as the disc within which it lies on a small map.
import { useState } from "preact/hooks";
import type { PlaceView } from "../generated/views";
import { CityMap } from "./CityMap";
import { Icon } from "./Icon";
import { frameOf } from "./map_frame";

export function PlaceCard({ place }: { place: PlaceView }) {
  const [closer, setCloser] = useState(1);
  return (
    <section class="card place-card" data-id="idea-place">
      <h2>{place.title}</h2>
      <p class="place-card__words">
        <Icon name="place" size={20} />
        <span>{place.words}</span>
      </p>
      <CityMap
        ground={place.ground}
        frame={frameOf(place.ground, closer, place)}
        disc={{ latitude: place.latitude, longitude: place.longitude, metres: place.radius_metres }}
        closer={closer}
        onCloser={setCloser}
      />
    </section>
  );
}
