// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Later } from "../parts/Later";
import { Link } from "../parts/Link";
import { useSession } from "../session";

// Areas by the id that the core gives them, and where they live.
const areas: Record<string, { to: string; icon: string; paths: string[] }> = {
  start: { to: "/", icon: "pulse", paths: ["", "station", "stationen"] },
  ideas: { to: "/ideen", icon: "idea", paths: ["ideen", "meine"] },
  radar: { to: "/themen", icon: "radar", paths: ["themen"] },
  actors: { to: "/netzwerk", icon: "network", paths: ["netzwerk"] },
  kickbox: { to: "/kickbox", icon: "kickbox", paths: ["kickbox"] },
  mood: { to: "/stimmung", icon: "mood", paths: ["stimmung"] },
};

export function Navigation({ path }: { path: string }) {
  const { shell, say } = useSession();
  const current = path.split("/").filter(Boolean)[0] ?? "";
  return (
    <nav class="nav" aria-label={say("phone.areas")}>
      <Later>
        <ul>
          {(shell?.areas ?? []).map((choice) => {
            const area = areas[choice.id];
            if (!area) return null;
            const isOn = area.paths.includes(current);
            return (
              <li key={choice.id}>
                <Link to={area.to} class="nav__link" aria-current={isOn ? "page" : undefined}>
                  <span class="nav__icon">
                    <Icon name={area.icon} size={24} />
                  </span>
                  <span class="nav__label">{choice.label}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </Later>
    </nav>
  );
}
