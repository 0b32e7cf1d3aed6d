// SPDX-License-Identifier: EUPL-1.2
// Pieces that all view models share. A view model is what a screen shows, in the reader's language
// and ready to draw: kiosk and phone format nothing and decide nothing. Plain values; json.h writes
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/i18n/messages.h"
#include "core/replica/replica.h"
#include "core/store/content.h"
#include "core/store/local.h"

namespace qp::views {

// What a device knows about its own clock being wrong.
struct ClockFault {
    Milliseconds ahead{0};     // of the right time; negative: behind
    bool is_at_least = false;  // nobody has told the right time, but it is that far off
    bool operator==(const ClockFault&) const = default;
};

// What a view is made from. The city server makes first views without a `local`.
struct Context {
    store::Content& content;
    store::Local* local = nullptr;
    const i18n::Messages& messages;  // every language that is spoken here
    std::string language = "de";     // the reader's; German where it is not spoken here
    Instant now{};
    std::string quarter;  // whose start screen this is; kCityScope: all of Bielefeld
    std::string place;    // "Quartierszentrum am Markt"; empty on a phone
    replica::SyncState sync;
    // A phone's page that came without HTTPS, as a relay at an event serves it: no app stands
    // behind it, and it opens only where it was served.
    bool is_stand_page = false;
    bool is_by_hand = false;  // a kiosk without a network: what waits is carried by stick
    // Only this quarter's and the whole city's are held: there is no other quarter to narrow to.
    bool holds_one_quarter = false;
    // A kiosk: where phones open the app, without a slash at its end. Empty: nothing to point at.
    std::string app_url;
    // A kiosk at an event: the Stimmungsbild that its team chose to ask first.
    std::optional<Id> chosen_mood = std::nullopt;
    // A kiosk whose clock cannot be right (device_clock.h). `now` is the city's time where it is
    // known; else no view tells an age, nor what time it is.
    std::optional<ClockFault> clock_fault = std::nullopt;
    // Dates: for a page that is kept and opens later, so that nothing in it stops being true.
    i18n::Telling telling = i18n::Telling::ages;

    const i18n::Locale& locale() const { return messages.in(language, telling); }
};

// Text that people wrote: its language may differ from the reader's, for speech and `lang`.
struct Text {
    std::string text;
    std::string lang;
};

// A pictogram's name in assets/pictograms; never the only bearer of a meaning.
using Icon = std::string;

// Good to bad, with a word beside it always. `none` draws no colour.
enum class Level : std::uint8_t { none, very_good, good, moderate, poor, very_poor };

struct Badge {
    std::string text;
    // "neutral", "demo", "info", "success", "warning", "danger", or a field's slug
    std::string tone;
    Icon icon;
};

struct Choice {
    std::string id;  // what the intent carries
    std::string label;
    bool is_on = false;
    std::string tone;
    Icon icon;
};

struct Question {  // asked before what cannot be undone
    std::string title;
    std::string text;
    std::string yes;
    std::string no;
};

struct Fact {  // a labelled value
    std::string label;
    std::string value;
};

}  // namespace qp::views
