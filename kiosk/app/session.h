// SPDX-License-Identifier: EUPL-1.2
// Everything that belongs to the person who stands there now. A reset replaces the whole value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/idea.h"
#include "core/domain/report.h"
#include "core/store/content.h"
#include "core/store/local.h"
#include "core/views/station.h"
#include "kiosk/screens/intents.h"
#include "kiosk/speech/narrator.h"
#include "kiosk/ui/appearance.h"

namespace qp::kiosk::app {

struct Notice {
    std::string text;
    std::string kind = "success";  // a tone word
    std::optional<Instant> until;  // unset: until it is pressed away
    bool operator==(const Notice&) const = default;
};

struct Session {
    std::string language = "de";
    std::vector<screens::Route> trail{{}};  // never empty; the last one is shown
    store::IdeaQuery ideas;
    store::ActorQuery actors;
    store::ProjectQuery projects;
    domain::IdeaDraft draft;
    bool is_submit_pressed = false;
    domain::ReportDraft report;
    bool is_report_pressed = false;
    std::optional<store::Saved> saved;
    std::string lookup;  // a receipt code, as far as it is typed
    std::uint32_t thesis = 0;
    std::optional<domain::Theme> radar_theme;
    views::Range range = views::Range::day;
    bool is_table = false;
    screens::Sheet sheet = screens::Sheet::none;
    ui::Appearance appearance;
    speech::Choice speech;
    bool has_sounds = false;  // beside what is seen
    std::optional<Notice> notice;
    bool is_touched = false;  // somebody did something: there is something to reset

    bool operator==(const Session&) const = default;
    const screens::Route& route() const { return trail.back(); }
};

}  // namespace qp::kiosk::app
