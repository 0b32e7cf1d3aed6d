// SPDX-License-Identifier: EUPL-1.2
// The team's screen, for tests and pictures.
#include "kiosk/screens/sample_views.h"

namespace qp::kiosk::screens::sample {
namespace {

void add_pairing(views::StaffView& v) {
    v.pair = "Bei der Stadt anmelden";
    v.pair_title = "Diesen Kiosk bei der Stadt anmelden";
    v.pair_lead =
        "Am Schlüssel erkennt die Stadt diesen Kiosk. Halte ein Handy auf das Bild und schick die "
        "Zeilen daraus ans Digitalisierungsbüro: Sie gehören in die Datei city.toml. Am Telefon "
        "reicht zum Vergleich die Kurzform.";
    v.pair_known =
        "Ob die Stadt diesen Kiosk kennt, kann er selbst nicht wissen: Sie nimmt Beiträge auch von "
        "Geräten an, die sie nicht kennt. Das Digitalisierungsbüro sieht es mit "
        "„quartierpuls-city devices“.";
    v.key_label = "Schlüssel für die Stadt";
    v.key = "d75a9801 82b10ab7 d54bfed3 c964073a 0ee172f3 daa62325 af021a68 f707511a";
    v.short_label = "Kurzform";
    v.short_key = "d75a 9801 82b1 0ab7";
    v.short_spoken = "d 7 5 a, 9 8 0 1, 8 2 b 1, 0 a b 7";
    v.pair_lines =
        "[[enrolled]]\nname = \"Quartierszentrum am Markt\"\nkey = "
        "\"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"\nquarter = "
        "\"stieghorst\"\n";
    v.pair_alt = "QR-Code mit den Zeilen für city.toml";
}

void add_stand_and_log(views::StaffView& v) {
    v.stand_title = "Veranstaltung";
    v.stand_text = "Was du hier wählst, gilt, bis die Veranstaltung vorbei ist oder du es änderst.";
    v.events_label = "Welche Veranstaltung?";
    v.events = {
        {"", "Keine", false, {}, {}},
        {"e1", "Quartierstag in Stieghorst · Samstag, 28. November, 14:00 Uhr", true, {}, {}},
        {"e2", "Handy-Sprechstunde · Donnerstag, 26. November, 15:00 Uhr", false, {}, {}}};
    v.moods_label = "Welches Stimmungsbild?";
    v.moods = {{"", "Das übliche für diesen Ort", true, {}, {}},
               {"m1", "Unterwegs in Stieghorst", false, {}, {}}};
    v.poster = "Plakat, wenn niemand da ist";
    v.has_poster = true;
    v.poster_now = "Plakat jetzt zeigen";
    v.log = "Protokoll ansehen";
    v.log_title = "Protokoll";
    v.log_lead =
        "Die letzten Zeilen seit dem Start, die neueste zuerst, auf Englisch. Was Menschen hier "
        "schreiben, steht nicht darin.";
    for (int i = 0; i < 12; ++i)
        v.log_rows.push_back({"23. November · 14:2" + std::to_string(i % 10) + " Uhr",
                              i % 3 == 0 ? "Warnung" : "Hinweis", i % 3 == 0 ? "warning" : "info",
                              "snapshot: not fetched: unavailable: http://127.0.0.1:8080: "
                              "Failed to connect after 0 ms: could not connect to the server",
                              "en", "info. 14:20. snapshot: not fetched."});
}

}  // namespace

views::StaffView staff(bool is_open) {
    views::StaffView v;
    v.title = "Für das Team";
    v.lead =
        "Stand dieses Kiosks, Beiträge auf einem USB-Stick und was die Stadt nicht angenommen hat.";
    v.is_open = is_open;
    v.pin_title = "PIN eingeben";
    v.pin_typed = "3 Ziffern eingegeben";
    v.digits = 3;
    v.pin_fault = "Diese PIN stimmt nicht.";
    v.pin_erase = "Letzte Ziffer löschen";
    v.pin_enter = "Öffnen";
    v.state_title = "Stand";
    v.facts = {{"Warten auf die Stadt", "12 Beiträge"},
               {"Nicht angenommen", "2 Beiträge"},
               {"Verbindung", "ohne Netz eingerichtet, nur mit Stick"},
               {"Inhalte vom Stick", "Stand 23. November, 14:32 Uhr"}};
    v.facts.push_back({"Uhr dieses Kiosks", "23. November 2026 · 16:32 Uhr"});
    v.clock_title = "Die Uhr dieses Kiosks geht 2 Stunden vor.";
    v.clock_text =
        "So stand es beim letzten Kontakt mit der Stadt. Auf den Bildschirmen gilt derweil die Uhr "
        "der Stadt. Bitte sag der IT Bescheid: Sie stellt am Rechner Datum und Uhrzeit.";
    add_pairing(v);
    v.stick_title = "USB-Stick";
    v.stick_text = "Stick erkannt: DIGITALISIERUNGSBUERO";
    v.has_stick = true;
    v.write = "Beiträge auf den Stick schreiben";
    v.can_write = true;
    v.read = "Neuigkeiten vom Stick lesen";
    v.can_read = true;
    v.result =
        "12 Beiträge stehen geprüft auf dem Stick. Sie bleiben auch hier, bis die Stadt den "
        "Empfang bestätigt. Du kannst den Stick jetzt abziehen.";
    v.result_tone = "success";
    add_stand_and_log(v);
    v.refused_title = "Nicht angenommen";
    v.refused_text =
        "Diese Beiträge hat die Stadt abgelehnt. Sie bleiben hier, bis sie angenommen "
        "sind. Den Text kann hier niemand lesen.";
    v.refused = {{"11112222aa", "Idee", "Vom 23. November, gegen 14:00 Uhr. Die Frist war vorbei.",
                  "Code: closed", "Noch einmal schicken. Idee"},
                 {"33334444bb", "Unterstützung oder Antwort",
                  "Ohne Zeitpunkt: Wer unterstützt oder antwortet, hinterlässt keinen. Die Stadt "
                  "kennt nicht, worauf er sich bezieht.",
                  "Code: not_found", "Noch einmal schicken. Unterstützung oder Antwort"}};
    v.retry = "Noch einmal schicken";
    v.retry_all = "Alle noch einmal schicken";
    v.leave = "Bereich schließen";
    return v;
}

}  // namespace qp::kiosk::screens::sample
