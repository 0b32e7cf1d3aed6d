// SPDX-License-Identifier: EUPL-1.2
// The first screen: how the quarter is doing.
#pragma once

#include "core/views/idea_list.h"
#include "core/views/view.h"

namespace qp::views {

// One live value. Unknown is said in words, never 0.
struct Tile {
    std::string id;  // station
    Icon icon;
    std::string label;  // "Luft", "Temperatur", "Räder heute"
    std::string value;  // "7,4", "gut", "unbekannt"
    std::string unit;
    Level level = Level::none;
    std::string level_word;  // class in words, where the value is not itself the class
    std::string sentence;    // "Stickstoffdioxid 18 µg/m³."
    std::string source;      // "Detmolder Straße"
    std::string age;         // "vor 6 Minuten"
    std::string origin;      // both in a line
    bool is_word = false;    // `value` is no number: longer, and set smaller
    bool is_stale = false;   // older than three intervals: `age` says so
    bool is_demo = false;
    std::string demo_label;                    // "Demodaten"
    std::vector<std::optional<double>> spark;  // 0 … 1, oldest first; unset: gap
    std::string spoken;                        // the whole tile as one sentence
};

struct StartView {
    std::string greeting;                // "Guten Tag, wie geht es Stieghorst?"
    std::vector<std::string> sentences;  // of the greeting, where each has a line of its own
    std::string lead;
    std::vector<Tile> tiles;     // at most four; air first
    std::string tiles_empty;     // said where no tile can be shown
    std::string stations_label;  // "Alle Messstellen"
    std::string call_title;      // "Was soll hier besser werden?"
    std::string call_text;
    std::string ideas_title;  // "Neu im Quartier"
    std::string ideas_all;    // "Alle 128 Ideen"
    std::vector<IdeaRow> ideas;
    std::string mood_title;  // set while a Stimmungsbild is open
    std::string mood_text;
    std::string event_title;  // the next event here, with its time in words
    std::string event_text;
};

Result<StartView> start_view(const Context& context);

}  // namespace qp::views
