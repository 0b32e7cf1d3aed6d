// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/sample_views.h"

#include <cmath>

namespace qp::kiosk::screens::sample {
namespace {

views::Badge theme(const char* text, const char* tone) {
    return {text, tone, {}};
}

views::Text german(std::string text) {
    return {std::move(text), "de"};
}

views::IdeaRow idea_row(const char* id, const char* title, const char* number, const char* status,
                        const char* badge, const char* tone) {
    views::IdeaRow row;
    row.id = id;
    row.title = {title, "de"};
    row.badges = {theme(badge, tone), {"Demo", "demo", {}}};
    row.supports_number = number;
    row.supports = row.supports_number.empty() ? "Noch keine Zahl" : "unterstützen das";
    row.status = status;
    row.meta = std::string{"Stieghorst · "} + status;
    row.support = {true, row.supports_number == "47",
                   row.supports_number == "47" ? "Du unterstützt das" : "Unterstützen", ""};
    row.spoken = title;
    return row;
}

std::vector<views::IdeaRow> idea_rows() {
    return {idea_row("1", "Trinkbrunnen am Spielplatz Lämmkenstatt", "47",
                     "jetzt im Innovationszirkel", "Umwelt & Ressourcen", "living"),
            idea_row("2", "Bänke mit Rückenlehne auf dem Weg zum Markt", "31",
                     "seit gestern öffentlich", "Lebens- & Aufenthaltsqualität", "living"),
            idea_row("3", "Digitale Sprechstunde im Stadtteilzentrum, auch am Samstagvormittag", "",
                     "seit heute öffentlich", "Digitale Befähigung & Weiterbildung", "learning"),
            idea_row("4", "Offene Daten zu Straßenbäumen", "12", "beschlossen",
                     "Aufbau Urbaner Datenraum", "technology")};
}

views::Tile tile(const char* id, const char* icon, const char* label, const char* value,
                 const char* unit) {
    views::Tile t;
    t.id = id;
    t.icon = icon;
    t.label = label;
    t.value = value;
    t.unit = unit;
    t.spoken = label;
    return t;
}

std::vector<views::Choice> themes() {
    return {{"", "Alle Themen", true, {}, {}},
            {"strategy", "Strategie & Steuerung", false, "cooperation", {}},
            {"cocreation", "Ko-Kreation Smart City", false, "cooperation", {}},
            {"environment", "Umwelt & Ressourcen", false, "living", {}},
            {"quality", "Lebens- & Aufenthaltsqualität", false, "living", {}},
            {"planning", "Datenbasierte Stadtentwicklung", false, "technology", {}},
            {"dataspace", "Aufbau Urbaner Datenraum", false, "technology", {}},
            {"transfer", "Wissenstransfer & Adaption", false, "learning", {}},
            {"skills", "Digitale Befähigung & Weiterbildung", false, "learning", {}}};
}

}  // namespace

views::ShellView shell(const std::string& area) {
    views::ShellView v;
    v.lang = "de";
    v.dir = "ltr";
    v.product = "Quartierpuls";
    v.place = "Stieghorst, Quartierszentrum am Markt";
    v.clock = "14:32";
    v.areas = {
        {"start", "Puls", false, {}, "pulse"},        {"ideas", "Ideen", false, {}, "idea"},
        {"radar", "Themen", false, {}, "radar"},      {"actors", "Netzwerk", false, {}, "network"},
        {"kickbox", "Kickbox", false, {}, "kickbox"}, {"mood", "Stimmung", false, {}, "mood"}};
    for (auto& a : v.areas) a.is_on = a.id == area;
    v.languages = {{"de", "Deutsch", true, {}, {}},
                   {"de-x-leicht", "Leichte Sprache", false, {}, {}},
                   {"en", "English", false, {}, {}}};
    v.sync.text =
        "Gerade keine Verbindung. 3 Beiträge sind sicher gespeichert und gehen von selbst auf den "
        "Weg.";
    v.sync.tone = "waiting";
    v.sync.waiting = 3;
    v.back = "Zurück";
    v.close = "Schließen";
    v.more = "Mehr zeigen";
    v.about = "Über Quartierpuls";
    v.demo_notice =
        "Vorführung: Messwerte, Personen und Ideen mit dem Zeichen „Demo“ sind erfunden.";
    return v;
}

views::StartView start() {
    views::StartView v;
    v.greeting = "Guten Tag, wie geht es Stieghorst?";
    v.lead = "Messwerte von hier, Ideen von nebenan und Menschen, die etwas anpacken.";
    auto air = tile("air", "air", "Luft", "gut", "");
    air.level = views::Level::good;
    air.sentence = "Stickstoffdioxid 18 µg/m³. Besser als an 8 von 10 Novembertagen.";
    air.source = "Detmolder Straße";
    air.age = "vor 6 Minuten";
    auto temperature = tile("temp", "temperature", "Temperatur", "7,4", "°C");
    temperature.sentence = "Wind aus Westen, kein Regen in der letzten Stunde.";
    temperature.source = "Ratsgymnasium";
    temperature.age = "vor 5 Stunden, nicht mehr aktuell";
    temperature.is_stale = true;
    auto bikes = tile("bikes", "bicycle", "Räder heute", "1 284", "");
    bikes.spark = {0.1, 0.12, 0.3, 0.9, 0.6, std::nullopt, 0.4, 0.5, 0.62, 0.8};
    bikes.source = "Stapenhorststraße";
    bikes.age = "vor 2 Minuten";
    bikes.is_demo = true;
    bikes.demo_label = "Demo-Daten";
    v.tiles = {air, temperature, bikes};
    v.stations_label = "Alle Messstellen";
    v.call_title = "Was soll hier besser werden?";
    v.call_text = "Idee erzählen, ohne Namen. Auch in Leichter Sprache.";
    v.ideas_title = "Neu im Quartier";
    v.ideas_all = "Alle 128 Ideen";
    v.ideas = idea_rows();
    v.mood_title = "Stimmungsbild: Unterwegs in Stieghorst";
    v.mood_text = "Acht Thesen, fünf Steine. Läuft bis Freitag.";
    v.event_title = "Quartierfest am Markt";
    v.event_text = "Samstag, 28. November, 14:00 bis 18:00 Uhr";
    return v;
}

views::StationView station() {
    views::StationView v;
    v.id = "s";
    v.title = "Detmolder Straße";
    v.subtitle = "Mitte";
    v.badges = {{"Demo-Daten", "demo", {}}};
    v.notice = "Demo-Daten: erzeugte Werte, nicht gemessen";
    v.ranges = {{"day", "24 Stunden", true, {}, {}},
                {"week", "7 Tage", false, {}, {}},
                {"month", "30 Tage", false, {}, {}}};
    views::StreamView s;
    s.id = "no2";
    s.label = "Stickstoffdioxid";
    s.value = "18";
    s.unit = "µg/m³";
    s.level = views::Level::good;
    s.level_word = "gut";
    s.age = "vor 6 Minuten";
    s.chart.title = "Stickstoffdioxid in µg/m³, die letzten 24 Stunden";
    s.chart.summary = "Zwischen 9 und 41, zuletzt 18.";
    for (int i = 0; i < 48; ++i) {
        views::ChartPoint p;
        p.x = i / 47.0;
        if (i < 20 || i > 25) p.y = 0.45 + 0.3 * std::sin(i * 0.35) + 0.1 * std::cos(i * 1.3);
        s.chart.points.push_back(p);
    }
    s.chart.x_ticks = {{0, "14:30"}, {0.25, "20:30"}, {0.5, "2:30"}, {0.75, "8:30"}, {1, "14:30"}};
    s.chart.y_ticks = {{0, "0"}, {0.25, "10"}, {0.5, "20"}, {0.75, "30"}, {1, "40"}};
    s.table.columns = {"Uhrzeit", "Wert"};
    for (int i = 0; i < 12; ++i)
        s.table.rows.push_back({std::to_string(14 - i) + ":00", i == 4 ? "keine Messung" : "18"});
    s.limits = {"Die EU erlaubt im Jahresmittel 40 µg/m³, die WHO empfiehlt höchstens 10."};
    auto bars = s;
    bars.id = "bikes";
    bars.label = "Räder";
    bars.unit = "";
    bars.value = "1 284";
    bars.level = views::Level::none;
    bars.level_word.clear();
    bars.is_stale = true;
    bars.age = "vor 5 Stunden, nicht mehr aktuell";
    bars.chart.is_bars = true;
    for (auto& p : bars.chart.points) {
        if (p.y) p.y = std::max(0.0, *p.y - 0.1);
    }
    v.streams = {s, bars};
    v.chart_label = "Kurve";
    v.table_label = "Tabelle";
    v.attribution = "Datenquelle: Umweltbundesamt";
    return v;
}

views::IdeaListView idea_list() {
    views::IdeaListView v;
    v.title = "Ideen";
    v.lead = "Was andere vorschlagen. Unterstütze, was dir gefällt.";
    v.search_label = "Ideen durchsuchen";
    v.themes = themes();
    v.quarters = {
        {"", "Ganz Bielefeld", false, {}, {}},      {"mitte", "Mitte", false, {}, {}},
        {"stieghorst", "Stieghorst", true, {}, {}}, {"joellenbeck", "Jöllenbeck", false, {}, {}},
        {"brackwede", "Brackwede", false, {}, {}},  {"sennestadt", "Sennestadt", false, {}, {}},
        {"gadderbaum", "Gadderbaum", false, {}, {}}};
    v.rings = {{"", "Jeder Stand", true, {}, {}},
               {"collected", "gesammelt", false, {}, {}},
               {"in_progress", "in Arbeit", false, {}, {}},
               {"done", "umgesetzt", false, {}, {}}};
    v.orders = {{"newest", "Neueste", true, {}, {}},
                {"most_supported", "Am meisten unterstützt", false, {}, {}}};
    v.filter_label = "Filter";
    v.count = "128 Ideen";
    v.rows = idea_rows();
    for (auto row : idea_rows()) {
        row.id += "b";
        v.rows.push_back(row);
    }
    v.write_label = "Idee erzählen";
    v.own_label = "Meine Beiträge";
    v.has_more = true;
    return v;
}

views::IdeaView idea() {
    views::IdeaView v;
    v.id = "1";
    v.title = {"Trinkbrunnen am Spielplatz Lämmkenstatt", "de"};
    v.paragraphs = {{"Im Sommer ist es auf dem Spielplatz so heiß, dass die Kinder nach einer "
                     "halben Stunde nach Hause müssen. Ein Trinkbrunnen würde allen helfen, auch "
                     "den Älteren auf den Bänken daneben.",
                     "de"},
                    {"Die Wasserleitung liegt schon im Gehweg.", "de"}};
    v.badges = {{"Umwelt & Ressourcen", "living", {}}, {"Demo", "demo", {}}};
    v.meta = "Stieghorst · öffentlich seit 3. November";
    v.supports = "47 unterstützen das";
    v.supports_note = "Zahlen erscheinen in Fünferschritten, damit niemand zu erkennen ist.";
    v.support = {true, false, "Unterstützen", ""};
    v.steps_title = "Der Weg der Idee";
    v.steps = {{"Im Ideenspeicher", "28. Oktober", {}, false, true},
               {"Im Dialog (D.I.V.)",
                "30. Oktober",
                {"In der Runde am 30. Oktober haben 14 Menschen darüber gesprochen.", "de"},
                false,
                true},
               {"Innovationszirkel",
                "3. November",
                {"Der Zirkel prüft Standort und Kosten mit den Stadtwerken.", "de"},
                true,
                false},
               {"Entscheidung", "", {}, false, false}};
    v.similar_title = "Ähnliche Ideen";
    v.similar = {idea_rows()[1], idea_rows()[2]};
    v.report = "Idee melden";
    return v;
}

views::IdeaFormView idea_form() {
    views::IdeaFormView v;
    v.title = "Erzähl deine Idee";
    v.lead =
        "Du brauchst keinen Namen. Schreib bitte nichts über andere Menschen, das nicht öffentlich "
        "sein soll.";
    v.title_label = "Worum geht es?";
    v.title_hint = "Ein kurzer Titel, zum Beispiel: Bänke am Kesselbrink";
    v.title_value = "Trinkbrunnen";
    v.text_label = "Was soll anders werden, und wem hilft es?";
    v.text_hint = "So viel oder wenig du magst";
    v.text_value =
        "Im Sommer ist es auf dem Spielplatz so heiß, dass die Kinder nach einer halben Stunde "
        "nach Hause müssen.";
    v.text_count = "noch 3 896 Zeichen";
    v.quarter_label = "Wo?";
    v.quarters = idea_list().quarters;
    v.theme_label = "Passt eines dieser Themen? Du kannst das auslassen.";
    v.themes = themes();
    v.themes[0].label = "Weiß ich nicht";
    v.faults = {"Bitte wähle aus, wo es sein soll."};
    v.similar_title = "Gibt es das schon?";
    v.similar = {idea_rows()[0], idea_rows()[1]};
    v.submit = "Idee abschicken";
    v.cancel = "Verwerfen";
    v.take_along = "Auf dem Handy weiterschreiben";
    v.privacy = "Wir speichern deine Idee, das Thema und den Ort. Sonst nichts.";
    return v;
}

views::IdeaSavedView idea_saved() {
    return {"Gespeichert",
            "Danke! Deine Idee ist sicher. Das Digitalisierungsbüro liest sie, bevor sie "
            "öffentlich wird.",
            "Dein Nachweis-Code",
            "K7QX-2MPD-9RTV",
            "K 7 Q X, 2 M P D, 9 R T V",
            "Schreib ihn auf oder mach ein Foto. Damit siehst du später, was aus deiner Idee "
            "geworden ist.",
            "https://quartierpuls.bielefeld.example/meine#R-K7QX-2MPD-9RTV",
            "Mit dem Handy verfolgen, was daraus wird",
            "Noch eine Idee",
            "Zum Start"};
}

views::IdeaReportView idea_report() {
    views::IdeaReportView v;
    v.id = "1";
    v.title = "Idee melden";
    v.idea = {"Trinkbrunnen am Spielplatz Lämmkenstatt", "de"};
    v.lead =
        "Sag der Redaktion, was an dieser Idee nicht in Ordnung ist. Sie schaut sie noch einmal "
        "an.";
    v.reasons_label = "Was ist nicht in Ordnung?";
    v.reasons = {
        {"insult", "Sie beleidigt Menschen oder schürt Hass", false, {}, {}},
        {"personal_data", "Sie nennt jemanden beim Namen oder verrät Privates", true, {}, {}},
        {"advertising", "Sie ist Werbung", false, {}, {}},
        {"dangerous", "Sie ist gefährlich oder verboten", false, {}, {}},
        {"other", "Etwas anderes", false, {}, {}}};
    v.reason_fault = "Bitte wähle aus, was nicht in Ordnung ist.";
    v.text_label = "Möchtest du etwas dazu schreiben?";
    v.text_hint = "Du kannst das auslassen.";
    v.text_value = "Da steht der Name unserer Nachbarin.";
    v.text_count = "noch 964 Zeichen";
    v.privacy = "Nur die Redaktion liest deine Meldung. Wir speichern nicht, wer du bist.";
    v.submit = "Meldung abschicken";
    v.cancel = "Abbrechen";
    return v;
}

views::TakeAlongView take_along(std::size_t letters) {
    views::TakeAlongView v;
    v.title = "Auf dem Handy weiterschreiben";
    v.lead =
        "Halte die Kamera deines Handys auf das Bild. Dein Text steckt darin. Er bleibt auch hier "
        "stehen, bis du ihn löschst.";
    v.alt = "QR-Code mit deinem Text";
    v.done = "Fertig";
    if (letters > 0) {
        v.link = "https://quartierpuls.bielefeld.example/ideen/neu#I-" + std::string(letters, 'Q');
    } else {
        v.fault =
            "Dein Text ist zu lang für einen QR-Code. Kürz ihn ein wenig, oder schick ihn hier ab.";
    }
    return v;
}

views::ActorListView actor_list() {
    views::ActorListView v;
    v.title = "Netzwerkcompass";
    v.lead = "Wer kann helfen, und wer macht mit?";
    v.search_label = "Namen, Können oder Thema suchen";
    v.sector_label = "Bereich";
    v.sectors = {{"", "Alle Bereiche", true, {}, {}},
                 {"administration", "Verwaltung", false, "administration", {}},
                 {"science", "Wissenschaft", false, "science", {}},
                 {"economy", "Wirtschaft", false, "economy", {}},
                 {"civil_society", "Zivilgesellschaft", false, "civil_society", {}}};
    v.theme_label = "Thema";
    v.themes = themes();
    v.count = "31 Einträge";
    const char* names[][4] = {
        {"Freifunk Bielefeld",
         "Menschen, die in ihrer Freizeit offene Funknetze bauen und erklären.",
         "Zivilgesellschaft", "civil_society"},
        {"Hochschule Bielefeld (HSBI)",
         "Forschung und Lehre zu Technik, Gestaltung und Sozialem, mit offenen Werkstätten.",
         "Wissenschaft", "science"},
        {"Digitalisierungsbüro", "Das Büro der Stadt für die digitale Entwicklung.", "Verwaltung",
         "administration"},
        {"Werkstatt Nordlicht", "Kleine Tischlerei, die Stadtmöbel aus alten Bohlen baut.",
         "Wirtschaft", "economy"}};
    for (int i = 0; i < 4; ++i) {
        views::ActorRow r;
        r.id = std::to_string(i);
        r.name = german(names[i][0]);
        r.summary = german(names[i][1]);
        r.sector = names[i][2];
        r.sector_tone = names[i][3];
        r.badges = {{"Demo", "demo", {}}};
        r.spoken = r.name.text;
        v.rows.push_back(r);
    }
    v.empty = "Noch keine Einträge.";
    v.join = "Du möchtest auch gefunden werden? Sprich das Team vor Ort an.";
    return v;
}

views::ActorView actor() {
    views::ActorView v;
    v.id = "1";
    v.name = german("Freifunk Bielefeld");
    v.summary = german("Menschen, die in ihrer Freizeit offene Funknetze bauen und erklären.");
    v.badges = {{"Zivilgesellschaft", "civil_society", {}},
                {"Aufbau Urbaner Datenraum", "technology", {}},
                {"Demo", "demo", {}}};
    v.competences_title = "Kann";
    v.competences = {german("WLAN auf Plätzen"), german("Sensoren mit LoRaWAN"),
                     german("Werkstattabende anleiten")};
    v.interests_title = "Möchte mitmachen bei";
    v.interests = {german("Netz im Quartierszentrum"), german("Bäume gießen mit Sensoren")};
    v.facts = {{"Adresse", "Arndtstraße 8, Mitte", ""}, {"Im Netz", "freifunk.example", ""}};
    v.reviewed = "Zuletzt geprüft im Oktober 2026";
    return v;
}

views::ProjectListView project_list() {
    views::ProjectListView v;
    v.title = "Kickbox";
    v.lead = "Menschen aus Bielefeld probieren ihre eigenen Ideen aus.";
    v.theme_label = "Thema";
    v.themes = themes();
    v.count = "12 Projekte";
    const char* titles[][5] = {
        {"Gieß mich! Bäume am Siegfriedplatz",
         "Fühler im Boden sagen, welcher Baum heute Wasser braucht.", "Stufe 4: Nachforschen",
         "red", "sucht: jemanden mit Lötkolben"},
        {"Leihregal im Treppenhaus", "Bohrmaschine, Leiter, Fonduetopf: geteilt statt gekauft.",
         "Erprobung, Schritt 2", "blue", ""},
        {"Sprechende Haltestelle", "Fahrpläne zum Anhören, auch auf Türkisch und Arabisch.",
         "Wird Wirklichkeit", "gold", ""},
        {"Nachbarschaftskarte", "Wo es schattig ist.", "Macht Pause", "paused", ""}};
    for (int i = 0; i < 4; ++i) {
        views::ProjectRow r;
        r.id = std::to_string(i);
        r.title = german(titles[i][0]);
        r.summary = german(titles[i][1]);
        r.stage = titles[i][2];
        r.stage_tone = titles[i][3];
        if (i < 3) r.progress = 0.3 * (i + 1);
        r.last_update = "vor 3 Tagen: erste Messung";
        r.help = titles[i][4];
        r.badges = {{"Demo", "demo", {}}};
        r.spoken = r.title.text;
        v.rows.push_back(r);
    }
    return v;
}

views::ProjectView project() {
    views::ProjectView v;
    v.id = "1";
    v.title = german("Gieß mich! Bäume am Siegfriedplatz");
    v.summary = german("Fühler im Boden sagen, welcher Baum heute Wasser braucht.");
    v.paragraphs = {german(
        "Zwölf Bodenfühler messen alle zehn Minuten. Eine Tafel am Platz zeigt den durstigsten "
        "Baum, und wer vorbeikommt, gießt.")};
    v.innovator = "von Mirjam und der Hausgemeinschaft Nummer 7";
    v.badges = {{"Umwelt & Ressourcen", "living", {}}, {"Demo", "demo", {}}};
    v.stage_title = "Stand des Projekts";
    v.stage = "Stufe 4: Nachforschen";
    for (int i = 0; i < 12; ++i) {
        views::StageView s;
        s.label = "Stufe " + std::to_string(i + 1);
        s.tone = i < 6 ? "red" : (i < 11 ? "blue" : "gold");
        s.is_done = i < 3;
        s.is_current = i == 3;
        v.stages.push_back(s);
    }
    v.help_title = "Hier wird Hilfe gesucht";
    v.help_wanted = {german("jemand mit Lötkolben"), german("eine Wand mit Strom am Platz")};
    v.goals_title = "Nachhaltigkeitsziele";
    v.goals = {"Nachhaltige Städte und Gemeinden", "Maßnahmen zum Klimaschutz"};
    v.updates_title = "Was bisher geschah";
    v.updates = {{"vor 3 Tagen", german("Erste Messung"),
                  german("Die Fühler funken, die Linde am Brunnen hat den trockensten Boden.")},
                 {"12. November", german("Gehäuse gedruckt"),
                  german("Die Hochschule hat uns an ihren Drucker gelassen.")}};
    v.idea_label = "Zur Idee, aus der es entstand";
    v.idea_id = "1";
    return v;
}

views::RadarView radar(bool is_narrowed) {
    views::RadarView v;
    v.title = "Themenradar";
    v.lead = "Was bewegt Bielefeld? Berühre ein Feld.";
    v.fields = {
        {"living", "Leben & Arbeiten", {"Leben", "& Arbeiten"}, 0, 0.25},
        {"technology", "Technologien & Daten", {"Technologien", "& Daten"}, 0.25, 0.5},
        {"learning", "Wissen & Lernen", {"Wissen", "& Lernen"}, 0.5, 0.75},
        {"cooperation", "Kooperation & Gestaltung", {"Kooperation", "& Gestaltung"}, 0.75, 1}};
    const auto all = themes();
    const char* order[] = {"environment", "quality",  "planning",   "dataspace",
                           "skills",      "transfer", "cocreation", "strategy"};
    for (int i = 0; i < 8; ++i) {
        for (const auto& t : all) {
            if (t.id == order[i])
                v.themes.push_back({t.id, t.label, t.tone, i / 8.0, (i + 1) / 8.0,
                                    is_narrowed && i == 0, 5, t.label});
        }
    }
    v.rings = {{"umgesetzt", 0, 0.45}, {"in Arbeit", 0.45, 0.73}, {"gesammelt", 0.73, 1}};
    for (int i = 0; i < 56; ++i) {
        const auto& t = v.themes[static_cast<std::size_t>(i % 8)];
        views::RadarItem item;
        item.id = std::to_string(i);
        item.kind = i % 5 == 0 ? "project" : "idea";
        item.field = t.field;
        item.theme = t.id;
        item.angle = t.from + 0.012 + 0.1 * ((i * 37 % 100) / 100.0);
        item.radius = 0.28 + 0.66 * ((i * 53 % 97) / 97.0);
        item.size = (i % 4) / 4.0;
        v.items.push_back(item);
    }
    v.center = "heute";
    v.legend = {{"idea", "Idee", false, {}, {}}, {"project", "Kickbox-Projekt", false, {}, {}}};
    v.list_title = is_narrowed ? "Umwelt & Ressourcen" : "Alle Themen";
    v.list_count = "14 Einträge in deinem Quartier und stadtweit";
    v.list_text = is_narrowed ? "Was Natur, Klima und Wasser hilft" : "";
    v.rows = {{"1",
               "idea",
               {"Trinkbrunnen am Spielplatz Lämmkenstatt", "de"},
               "Idee · 47 unterstützen · Innovationszirkel seit 3. November",
               "living",
               "x"},
              {"2",
               "project",
               {"Gieß mich! Bäume am Siegfriedplatz", "de"},
               "Kickbox · Stufe 4, misst mit 12 Bodenfühlern",
               "living",
               "x"},
              {"3",
               "idea",
               {"Dachbegrünung der Turnhalle", "de"},
               "Idee · 22 unterstützen · seit 5 Tagen öffentlich",
               "living",
               "x"},
              {"4",
               "idea",
               {"Offene Daten zu Straßenbäumen", "de"},
               "Idee · noch keine Zahl",
               "technology",
               "x"}};
    v.all = "Alle Themen";
    return v;
}

views::MoodView mood(bool has_picture) {
    views::MoodView v;
    v.is_open = true;
    v.session_id = "m";
    v.title = {"Unterwegs in Stieghorst", "de"};
    v.introduction = {"Antworte nach Gefühl. Es gibt kein Richtig und kein Falsch.", "de"};
    v.badges = {{"Demo", "demo", {}}};
    v.thesis_id = "t";
    v.thesis = {"Auf der Detmolder Straße sollen Autos nachts langsamer fahren.", "de"};
    v.step = "These 2 von 8";
    v.index = 1;
    v.count = 8;
    v.question = "Wie sehr stimmst du zu?";
    const char* labels[] = {"lehne ganz ab", "lehne eher ab", "teils, teils", "stimme eher zu",
                            "stimme ganz zu"};
    const char* patterns[] = {"cross", "slash", "ring", "dot", "check"};
    const double shares[] = {0.1, 0.25, 0.05, 0.35, 0.25};
    for (std::uint8_t i = 0; i < 5; ++i) {
        const auto choice = static_cast<std::uint8_t>(i + 1);
        v.stones.push_back({choice, labels[i], patterns[i], has_picture && i == 3, labels[i]});
        if (has_picture)
            v.bars.push_back({labels[i], "7",
                              std::to_string(static_cast<int>(shares[i] * 100)) + " %", shares[i],
                              choice, patterns[i]});
    }
    if (has_picture) v.saved = "Gespeichert. Niemand erfährt, was du gewählt hast.";
    v.has_picture = has_picture;
    v.picture_title = "So sehen es die anderen";
    v.picture_word = "geteilte Meinung";
    v.picture_text = "23 Antworten, Stand heute 14:30";
    v.picture_wait = "Das Bild erscheint, sobald 5 Menschen geantwortet haben.";
    v.next = "Weiter";
    v.previous = "Zurück";
    v.done = "Fertig";
    v.privacy = "Keine Abstimmung. Wir speichern keine Namen.";
    return v;
}

}  // namespace qp::kiosk::screens::sample
