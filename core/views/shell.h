// SPDX-License-Identifier: EUPL-1.2
// What stands around every screen: areas, languages, and the one honest line on sync.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct SyncLine {
    std::string text;  // "3 Beiträge warten auf Verbindung …"; empty when there is nothing to say
    // The same in two: what is so until something happens, and "Zuletzt verbunden vor 6 Minuten.",
    // which changes by itself and is not said again for that.
    std::string state;
    std::string last_contact;
    std::string tone;  // "quiet", "waiting", "refused"; "stand": what a page at a stand keeps
    std::uint32_t waiting = 0;
    bool has_content = false;  // all that is followed has come once: it needs no network now
};

struct ShellView {
    std::string lang;  // BCP 47 of everything that has no language of its own
    std::string dir;   // "ltr", "rtl"
    std::string product;
    std::string place;              // "Stieghorst, Quartierszentrum am Markt"
    std::string clock;              // "14:32"; empty: nobody knows what time it is
    std::vector<Choice> areas;      // start, ideas, radar, actors, kickbox, mood
    std::vector<Choice> languages;  // in their own names
    std::vector<Choice> quarters;   // with "ganz Bielefeld" first
    SyncLine sync;
    std::string back;  // "Zurück"
    std::string close;
    std::string more;         // "Mehr anzeigen"
    std::string about;        // "Über Quartierpuls"
    std::string demo_notice;  // set where anything shown is demo data
};

// `area`: id of the area that is open, or empty.
Result<ShellView> shell_view(const Context& context, const std::string& area);

}  // namespace qp::views
