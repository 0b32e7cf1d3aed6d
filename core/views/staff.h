// SPDX-License-Identifier: EUPL-1.2
// The kiosk's screen for the team on the spot, behind a PIN: how it stands with the city, what is
// carried by USB stick, and what the city did not accept.
#pragma once

#include "core/views/stand.h"

namespace qp::views {

// A line of the program's log, as it was written.
struct StaffLogLine {
    std::int64_t at = 0;  // milliseconds since 1970
    std::string level;    // "info", "warning", "error"
    std::string text;
    bool operator==(const StaffLogLine&) const = default;
};

// Missing: there is no program that speaks. Silent: there is, and no sound came of it last time.
enum class SpeechState : std::uint8_t { ready, missing, silent };

enum class StickAct : std::uint8_t { none, writing, reading };

// What the program knows beside the stores.
struct StaffState {
    bool has_pin = false;
    bool is_open = false;
    std::uint32_t digits = 0;  // typed so far
    bool is_wrong = false;     // the last PIN was
    std::uint32_t wait_seconds = 0;
    bool has_network = true;
    std::string kiosk_key;              // hex; empty: there is none
    std::uint64_t content_version = 0;  // of the last return: milliseconds since 1970; 0: none
    std::vector<std::string> sticks;    // names of those that are in
    bool is_read_only = false;          // the first of them
    StickAct doing = StickAct::none;
    StickAct done = StickAct::none;  // what came of it is below
    std::string fault;               // its code's name; empty: none
    std::uint32_t contributions = 0;
    std::uint32_t files = 0;  // written, or read for this kiosk
    bool has_receipts = false;
    bool has_taken_content = false;
    bool is_older = false;
    bool is_testing = false;    // the glass is looked at, field by field
    std::uint64_t touched = 0;  // a bit for each field that has answered
    SpeechState speech = SpeechState::ready;
    StandState stand;
    std::vector<StaffLogLine> log;  // the newest first
    bool operator==(const StaffState&) const = default;
};

inline constexpr std::uint32_t kTestFields = 48;

struct StaffRefused {
    std::string id;     // for the retry
    std::string title;  // "Idee"
    std::string text;   // when, and why in words
    std::string code;   // "Code: closed"
    std::string retry;  // spoken: which one
};

struct StaffTestField {
    std::string label;
    bool is_on = false;
};

struct StaffLogRow {
    std::string when;
    std::string level;  // "Warnung"
    std::string tone;   // "info", "warning", "danger"
    std::string text;
    std::string lang;    // of text and spoken
    std::string spoken;  // level and time with it
};

struct StaffView {
    std::string title;
    std::string lead;
    std::string no_pin;  // set where no PIN is configured: how to do that
    bool is_open = false;
    std::string pin_title;
    std::string pin_typed;  // "3 Ziffern eingegeben"
    std::uint32_t digits = 0;
    std::string pin_fault;
    bool can_type = true;
    std::string pin_erase;
    std::string pin_enter;

    std::string state_title;
    std::vector<Fact> facts;
    std::string dismantle;  // whether the stand may go
    bool may_dismantle = false;
    std::string clock_title;  // how far off the clock is; empty: it is right, as far as known
    std::string clock_text;   // what that does, and what to do
    std::string test;

    // The test of the glass, while it goes on.
    bool is_testing = false;
    std::string test_text;  // how many fields are left, or that all have answered
    bool is_test_done = false;
    std::vector<StaffTestField> test_fields;
    std::string test_end;

    std::string stick_title;
    std::string stick_text;
    bool has_stick = false;
    std::string write;
    bool can_write = false;
    std::string read;
    bool can_read = false;
    std::string working;  // set while something is written or read
    std::string result;
    std::string result_tone;  // "success", "info", "danger"

    std::string stand_title;
    std::string stand_text;
    std::string events_label;
    std::vector<Choice> events;
    std::string moods_label;
    std::vector<Choice> moods;
    std::string poster;
    bool has_poster = false;
    std::string poster_now;         // set while there is one
    std::string poster_no_address;  // set where there can be none

    std::string pair;  // leads to what the city enrols this kiosk by
    std::string pair_title;
    std::string pair_lead;
    std::string pair_none;   // set where there is no key
    std::string pair_known;  // whether the city knows it, as far as a kiosk can tell
    bool is_known = false;
    std::string key_label;
    std::string key;
    std::string short_label;
    std::string short_key;     // to be compared on the telephone
    std::string short_spoken;  // letter by letter
    std::string pair_lines;    // for the city's file: what the QR code holds
    std::string pair_alt;

    std::string log;  // leads to it
    std::string log_title;
    std::string log_lead;
    std::string log_empty;
    std::vector<StaffLogRow> log_rows;

    std::string refused_title;
    std::string refused_text;
    std::vector<StaffRefused> refused;
    std::string retry;
    std::string retry_all;  // set where there are several
    std::string leave;
};
Result<StaffView> staff_view(const Context& context, const StaffState& state);

}  // namespace qp::views
