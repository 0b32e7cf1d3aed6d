// SPDX-License-Identifier: EUPL-1.2
// A file as the Umweltbundesamt gives it out: byte order mark, quotes, local time, footnote.
import { writeFileSync } from "node:fs";

export interface AirHour {
  endsAt: Date; // a full hour
  pm10: string; // as it stands in the file: "13", or "-" where nothing was measured
  o3: string;
  no2: string;
  pm25: string;
  word: string; // "sehr gut"
}

const columns = [
  "Stationscode",
  "Datum",
  '"Feinstaub (PM₁₀) Tagesmittel (stündlich gleitend) in µg/m³"',
  '"Ozon (O₃) Ein-Stunden-Mittelwert in µg/m³"',
  '"Stickstoffdioxid (NO₂) Ein-Stunden-Mittelwert in µg/m³"',
  '"Feinstaub (PM₂,₅) Tagesmittel (stündlich gleitend) in µg/m³"',
  "Luftqualitätsindex",
];
const footnote =
  '"Quelle: Umweltbundesamt, https://www.umweltbundesamt.de/daten/luft/luftdaten/luftqualitaet. Alle ' +
  'Uhrzeiten sind in der jeweils zum Messzeitpunkt gültigen Zeit (MEZ bzw. MESZ) angegeben."';

// "27.09.2023 01:00", in German time; midnight is the day before's 24:00, as in the recorded files.
function germanTime(at: Date): string {
  const hourBegan = new Date(at.getTime() - 3_600_000);
  const part = (type: string) =>
    new Intl.DateTimeFormat("de-DE", {
      timeZone: "Europe/Berlin",
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      hour: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(hourBegan)
      .find((found) => found.type === type)?.value;
  const hour = String(Number(part("hour")) + 1).padStart(2, "0");
  return `${part("day")}.${part("month")}.${part("year")} ${hour}:00`;
}

export function lastFullHour(now = new Date()): Date {
  return new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
}

export function writeUbaFile(file: string, station: string, hours: AirHour[], brokenRows: string[] = []): void {
  const rows = hours.map(
    ({ endsAt, pm10, o3, no2, pm25, word }) =>
      `${station};"'${germanTime(endsAt)}'";${pm10};${o3};${no2};${pm25};"${word}"`,
  );
  writeFileSync(file, `\uFEFF${[columns.join(";"), ...rows, ...brokenRows, "", footnote].join("\n")}\n`);
}
