// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Later } from "../parts/Later";
import { Link } from "../parts/Link";
import { useSession } from "../session";

const onBlue = new Set(["", "stationen", "ideen", "themen", "netzwerk", "kickbox", "stimmung"]);

// Areas stand on the city's blue, whatever else there is, or is not, on the light ground.
function isOnLight(path: string): boolean {
  const [area = "", id] = path.split("/").filter(Boolean);
  return Boolean(id) || !onBlue.has(area);
}

export function TopBar({ path }: { path: string }) {
  const { shell, reader, setReader, say } = useSession();
  const quarters = shell?.quarters ?? [];
  return (
    <header class={`bar${isOnLight(path) ? " bar--light" : ""}`}>
      <Link to="/" class="bar__name">
        <span class="bar__mark" aria-hidden="true">
          <Icon name="pulse" size={22} />
        </span>
        {say("app.name")}
      </Link>
      <Later>
        {quarters.length > 0 && (
          <span class="bar__quarter">
            <select
              aria-label={say("phone.filter_quarter")}
              onChange={(event) => setReader({ quarter: event.currentTarget.value })}
            >
              {quarters.map((quarter) => (
                <option key={quarter.id} value={quarter.id} selected={quarter.id === reader.quarter}>
                  {quarter.label}
                </option>
              ))}
            </select>
            <Icon name="forward" size={18} />
          </span>
        )}
      </Later>
      <Link to="/einstellungen" class="bar__menu" aria-label={say("phone.menu")}>
        <Icon name="language" size={24} />
      </Link>
    </header>
  );
}
