// SPDX-License-Identifier: EUPL-1.2
// A kiosk at an event: what its team chose for it, and the poster that it shows while nobody stands
// before it, so that people take part on their phones.
#pragma once

#include "core/views/view.h"

namespace qp::views {

// What the team chose. It outlives a session, and ends with the event.
struct StandState {
    std::string event;  // its id, hex; empty: none
    std::string mood;   // of the Stimmungsbild that is asked here first; empty: the usual one
    bool has_poster = false;
    bool operator==(const StandState&) const = default;
};

struct PosterView {
    std::string place;
    std::string clock;
    std::string title;  // the event's, or what there is to do
    std::string when;
    std::string what;
    std::string mood;
    std::string link;     // what the QR code holds
    std::string alt;      // what it is, in words
    std::string how;      // "Halte die Kamera …"
    std::string address;  // for those whose camera reads no code
    std::string touch;
    std::string languages;
    std::string demo_notice;
};

// Nothing: none is wanted, the event is over, or there is no address that it could show. What
// cannot be read is left out.
std::optional<PosterView> poster_view(const Context& context, const StandState& stand);

// For the team: what may be chosen, the first of each being none.
std::vector<Choice> stand_events(const Context& context, const StandState& stand);
std::vector<Choice> stand_moods(const Context& context, const StandState& stand);

}  // namespace qp::views
