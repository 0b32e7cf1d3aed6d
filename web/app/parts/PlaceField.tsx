// SPDX-License-Identifier: EUPL-1.2
// Where an idea is meant: tapped on the map, a quarter's middle, or where the reader is, asked on that press alone.
// The core answers with the coarse place that may be kept; a finer one leaves this function in no other way.
import { useState } from "preact/hooks";
import type { MessageKey } from "../generated/messages";
import type { PlaceField as Field, PlaceTaken } from "../generated/views";
import { useSession } from "../session";
import { Select } from "./Choices";
import { CityMap } from "./CityMap";
import { Icon } from "./Icon";
import { frameOf, isInside, positionOf, type Spot } from "./map_frame";

const seekMsMax = 15_000;
const edge = 0.18; // of a map's side: a place nearer to its edge than that moves to the middle

const canLocate = () => isSecureContext && "geolocation" in navigator;

function measured(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: seekMsMax }),
  );
}

const whyNot = (error: unknown): MessageKey =>
  error instanceof GeolocationPositionError && error.code === error.PERMISSION_DENIED
    ? "phone.place_refused"
    : "phone.place_unknown";

interface Props {
  field: Field;
  onPlace(place: string): void;
}

export function PlaceField({ field, onPlace }: Props) {
  const { core, reader, say, announce } = useSession();
  const [closer, setCloser] = useState(1);
  const [centre, setCentre] = useState<Spot | undefined>(undefined);
  const [fault, setFault] = useState("");
  const [isSeeking, setSeeking] = useState(false);
  const pin =
    field.latitude === null || field.longitude === null
      ? null
      : { latitude: field.latitude, longitude: field.longitude, metres: field.radius_metres };
  const frame = frameOf(field.ground, closer, centre ?? pin ?? undefined);

  const show = (place: string) => {
    setFault("");
    onPlace(place);
  };
  const take = async ({ latitude, longitude }: Spot, accuracy = 0) => {
    const taken = (await core.send(
      {
        kind: "take_place",
        latitude_e5: Math.round(latitude * 1e5),
        longitude_e5: Math.round(longitude * 1e5),
        accuracy_metres: Math.ceil(accuracy),
      },
      reader,
    )) as PlaceTaken;
    if (taken.fault) return setFault(taken.fault);
    show(taken.value);
    announce(taken.words);
  };
  const tap = (spot: Spot) => {
    if (!isInside(positionOf(frame, spot), edge)) setCentre(spot);
    void take(spot);
  };
  const locate = async () => {
    setFault("");
    setSeeking(true);
    try {
      const { coords } = await measured();
      setCentre(undefined);
      await take(coords, coords.accuracy);
    } catch (error) {
      setFault(say(whyNot(error)));
    } finally {
      setSeeking(false);
    }
  };
  const choose = (place: string) => {
    setCentre(undefined);
    show(place);
  };
  const comeCloser = (next: number) => {
    setCentre(pin ?? centre);
    setCloser(next);
  };

  return (
    <fieldset class="place" data-id="place" aria-describedby="place-hint">
      <legend class="field__label">{field.label}</legend>
      <p class="field__hint" id="place-hint">
        {field.hint}
      </p>
      <CityMap
        ground={field.ground}
        frame={frame}
        disc={pin}
        closer={closer}
        onCloser={comeCloser}
        onTap={tap}
      />
      <Select label={field.choose_label} choices={field.choices} onChoose={choose} />
      {canLocate() && (
        <button
          type="button"
          class="button button--quiet"
          data-id="place-locate"
          aria-disabled={isSeeking}
          onClick={() => !isSeeking && locate()}
        >
          <Icon name="place" size={20} />
          {isSeeking ? say("phone.place_seeking") : field.locate}
        </button>
      )}
      <div role="status">
        {fault && (
          <p class="field__fault" data-id="place-fault">
            <Icon name="warning" size={18} />
            {fault}
          </p>
        )}
      </div>
      {field.words && (
        <div class="place__chosen">
          <p data-id="place-words">
            <Icon name="place" size={20} />
            <span>{field.words}</span>
          </p>
          <button type="button" class="button button--quiet" data-id="place-remove" onClick={() => choose("")}>
            <Icon name="close" size={18} />
            {field.remove}
          </button>
        </div>
      )}
    </fieldset>
  );
}
