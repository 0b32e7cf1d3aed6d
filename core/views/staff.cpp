// SPDX-License-Identifier: EUPL-1.2
#include "core/views/staff.h"

#include "core/domain/place.h"
#include "core/i18n/msg.h"
#include "core/views/device_clock.h"
#include "core/views/phrases.h"
#include "core/views/refusals.h"

namespace qp::views {
namespace {

constexpr std::uint32_t kRefusedShown = 50;
constexpr std::uint32_t kSecondsShownMax = 90;
constexpr std::size_t kKeyGroup = 8;
constexpr std::size_t kShortGroup = 4;
// Of the key's 64: two keys that agree in these are the same, or somebody has had 2^64 tries.
constexpr std::size_t kShortDigits = 16;

std::string grouped(const std::string& key, std::size_t group) {
    std::string text;
    for (std::size_t i = 0; i < key.size(); i += group)
        text += (i == 0 ? "" : " ") + key.substr(i, group);
    return text;
}

// "d 7 5 a, 9 8 0 1"
std::string spelled(const std::string& groups) {
    std::string text;
    for (const char c : groups) {
        if (c == ' ')
            text += ',';
        else
            text += (text.empty() ? "" : " ") + std::string(1, c);
    }
    return text;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// As the city's file wants them. A kiosk that holds everything takes part in all polls.
std::string enrolled_lines(const Context& context, const std::string& key) {
    std::string lines = "[[enrolled]]\nname = " + quoted(context.place) + "\nkey = " + quoted(key);
    if (context.holds_one_quarter && context.quarter != domain::kCityScope)
        lines += "\nquarter = " + quoted(context.quarter);
    return lines + "\n";
}

std::string link_words(const Context& context, const StaffState& state) {
    const i18n::Locale& locale = context.locale();
    if (!state.has_network) return locale.text(msg::staff_link_none);
    if (context.sync.has_link) return locale.text(msg::staff_link_up);
    if (!context.sync.last_contact) return locale.text(msg::staff_link_never);
    const std::string age = locale.age(*context.sync.last_contact, context.now);
    return locale.text(msg::staff_link_down{.age = age});
}

std::string count_words(const i18n::Locale& locale, std::uint32_t count) {
    return count == 0 ? locale.text(msg::staff_nothing)
                      : locale.text(msg::staff_contributions{.count = count});
}

std::string content_words(const Context& context, const StaffState& state) {
    const i18n::Locale& locale = context.locale();
    if (state.content_version == 0) return locale.text(msg::staff_content_none);
    const Instant at = instant(static_cast<std::int64_t>(state.content_version));
    return locale.text(
        msg::staff_content_of{.date = locale.date(at, context.now), .time = locale.clock(at)});
}

std::string speech_words(const i18n::Locale& locale, SpeechState speech) {
    if (speech == SpeechState::missing) return locale.text(msg::staff_speech_missing);
    if (speech == SpeechState::silent) return locale.text(msg::staff_speech_silent);
    return locale.text(msg::staff_speech_ready);
}

// What it shows, right or wrong: whoever has a watch can compare.
std::string clock_words(const Context& context) {
    const i18n::Locale& locale = context.locale();
    const Instant shown = device_time(context);
    const Instant another_year = shown - std::chrono::hours{24 * 400};
    return with_dots({locale.date(shown, another_year), locale.clock(shown)});
}

std::vector<Fact> facts(const Context& context, const StaffState& state) {
    const i18n::Locale& locale = context.locale();
    return {{locale.text(msg::staff_waiting), count_words(locale, context.sync.waiting)},
            {locale.text(msg::staff_refused), count_words(locale, context.sync.refused)},
            {locale.text(msg::staff_link), link_words(context, state)},
            {locale.text(msg::staff_content), content_words(context, state)},
            {locale.text(msg::speech_title), speech_words(locale, state.speech)},
            {locale.text(msg::staff_clock), clock_words(context)}};
}

void add_clock(const Context& context, StaffView& view) {
    if (!context.clock_fault) return;
    const i18n::Locale& locale = context.locale();
    const ClockFault& fault = *context.clock_fault;
    const std::string span = span_text(locale, fault.ahead);
    if (fault.is_at_least)
        view.clock_title = locale.text(msg::staff_clock_behind_at_least{.span = span});
    else if (fault.ahead > Milliseconds{0})
        view.clock_title = locale.text(msg::staff_clock_ahead{.span = span});
    else
        view.clock_title = locale.text(msg::staff_clock_behind{.span = span});
    view.clock_text = spoken(
        {locale.text(fault.is_at_least ? msg::staff_clock_by_dates : msg::staff_clock_by_city),
         locale.text(msg::staff_clock_help)});
}

std::string stick_words(const i18n::Locale& locale, const StaffState& state) {
    if (state.sticks.empty()) return locale.text(msg::staff_stick_none);
    const std::string& name = state.sticks.front();
    if (state.is_read_only) return locale.text(msg::staff_stick_read_only{.name = name});
    if (state.sticks.size() > 1) return locale.text(msg::staff_stick_several{.name = name});
    return locale.text(msg::staff_stick_found{.name = name});
}

std::string fault_words(const i18n::Locale& locale, const StaffState& state) {
    const bool is_reading = state.done == StickAct::reading;
    const auto code = code_named(state.fault);
    if (code == Code::unavailable) return locale.text(msg::staff_fault_unavailable);
    if (code == Code::not_found) return locale.text(msg::staff_fault_keys);
    if (code == Code::no_space)
        return locale.text(is_reading ? msg::staff_fault_room : msg::staff_fault_no_space);
    if (code == Code::refused) return locale.text(msg::staff_fault_refused);
    if (code == Code::wrong_city) return locale.text(msg::staff_fault_wrong_city);
    if (is_reading && code == Code::bad_argument) return locale.text(msg::staff_fault_scopes);
    if (is_reading && (code == Code::malformed || code == Code::bad_signature ||
                       code == Code::damaged || code == Code::too_large))
        return locale.text(msg::staff_fault_file);
    if (code == Code::damaged) return locale.text(msg::staff_fault_damaged);
    return locale.text(msg::staff_fault_storage);
}

std::string read_words(const i18n::Locale& locale, const StaffState& state) {
    if (state.files == 0 && state.fault.empty()) return locale.text(msg::staff_nothing_to_read);
    return spoken({state.has_receipts ? locale.text(msg::staff_read_receipts) : std::string{},
                   state.has_taken_content ? locale.text(msg::staff_read_content) : std::string{},
                   state.is_older && !state.has_taken_content ? locale.text(msg::staff_read_older)
                                                              : std::string{}});
}

void add_result(const i18n::Locale& locale, const StaffState& state, StaffView& view) {
    if (state.done == StickAct::none) return;
    std::string words;
    view.result_tone = "success";
    if (state.done == StickAct::reading) {
        words = read_words(locale, state);
        if (!state.has_receipts && !state.has_taken_content) view.result_tone = "info";
    } else if (state.contributions > 0) {
        words = locale.text(msg::staff_written{.count = state.contributions});
    } else if (state.fault.empty()) {
        words = locale.text(msg::staff_nothing_to_write);
        view.result_tone = "info";
    }
    if (!state.fault.empty()) {
        view.result_tone = "danger";
        words = spoken(
            {words, fault_words(locale, state), locale.text(msg::staff_code{.code = state.fault})});
    }
    // Whoever pulled it out too early need not be told that they may.
    const bool is_in = !state.sticks.empty() && state.doing == StickAct::none;
    view.result = spoken({words, is_in ? locale.text(msg::staff_pull_out) : std::string{}});
}

void add_stick(const i18n::Locale& locale, const StaffState& state, StaffView& view) {
    const bool is_free = state.doing == StickAct::none;
    view.stick_title = locale.text(msg::staff_stick_title);
    view.stick_text = stick_words(locale, state);
    view.has_stick = !state.sticks.empty();
    view.write = locale.text(msg::staff_write);
    view.read = locale.text(msg::staff_read);
    view.can_write = view.has_stick && !state.is_read_only && is_free;
    view.can_read = view.has_stick && is_free;
    if (state.doing == StickAct::writing) view.working = locale.text(msg::staff_writing);
    if (state.doing == StickAct::reading) view.working = locale.text(msg::staff_reading);
    if (is_free) add_result(locale, state, view);
}

StaffRefused refused_row(const Context& context, const store::RefusedContribution& refused) {
    const i18n::Locale& locale = context.locale();
    StaffRefused row;
    row.id = to_hex(refused.hash);
    row.title = refused_kind(locale, refused);
    const std::string reason = refused_why(locale, refused.code);
    row.text = refused.written_at ? locale.text(msg::staff_refused_when{
                                        .date = locale.date(*refused.written_at, context.now),
                                        .time = locale.clock(*refused.written_at),
                                        .why = reason})
                                  : locale.text(msg::staff_refused_no_time{.why = reason});
    row.code = locale.text(msg::staff_code{.code = refused.code});
    row.retry = spoken({locale.text(msg::staff_retry), row.title});
    return row;
}

Status add_refused(const Context& context, StaffView& view) {
    const i18n::Locale& locale = context.locale();
    view.refused_title = locale.text(msg::staff_refused);
    if (context.local != nullptr) {
        const auto refused = context.local->refused(kRefusedShown);
        if (!refused) return fail(refused.error());
        for (const store::RefusedContribution& one : *refused)
            view.refused.push_back(refused_row(context, one));
    }
    view.refused_text =
        locale.text(view.refused.empty() ? msg::staff_refused_none : msg::staff_refused_lead);
    view.retry = locale.text(msg::staff_retry);
    if (view.refused.size() > 1) view.retry_all = locale.text(msg::staff_retry_all);
    return {};
}

void add_gate(const i18n::Locale& locale, const StaffState& state, StaffView& view) {
    if (!state.has_pin) view.no_pin = locale.text(msg::staff_no_pin);
    view.is_open = state.is_open && state.has_pin;
    view.pin_title = locale.text(msg::staff_pin_title);
    view.digits = state.digits;
    view.pin_typed = locale.text(msg::staff_pin_typed{.count = state.digits});
    view.pin_erase = locale.text(msg::staff_pin_erase);
    view.pin_enter = locale.text(msg::staff_pin_enter);
    view.can_type = state.wait_seconds == 0;
    if (state.is_wrong) view.pin_fault = locale.text(msg::staff_pin_wrong);
    if (state.wait_seconds > kSecondsShownMax)
        view.pin_fault =
            locale.text(msg::staff_pin_wait_minutes{.count = (state.wait_seconds + 59) / 60});
    else if (state.wait_seconds > 0)
        view.pin_fault = locale.text(msg::staff_pin_wait_seconds{.count = state.wait_seconds});
}

// What was refused stays as well, but no journey of the device brings it further.
void add_dismantling(const Context& context, StaffView& view) {
    const i18n::Locale& locale = context.locale();
    view.may_dismantle = context.sync.waiting == 0;
    view.dismantle = view.may_dismantle
                         ? locale.text(msg::staff_all_sent)
                         : locale.text(msg::staff_not_sent{.count = context.sync.waiting});
}

void add_stand(const Context& context, const StandState& stand, StaffView& view) {
    const i18n::Locale& locale = context.locale();
    view.stand_title = locale.text(msg::stand_mode_title);
    view.stand_text = locale.text(msg::stand_mode_text);
    view.events_label = locale.text(msg::stand_mode_event);
    view.events = stand_events(context, stand);
    view.moods_label = locale.text(msg::stand_mode_mood);
    view.moods = stand_moods(context, stand);
    view.poster = locale.text(msg::stand_mode_poster);
    view.has_poster = poster_view(context, stand).has_value();
    if (view.has_poster) view.poster_now = locale.text(msg::stand_mode_poster_now);
    if (context.app_url.empty()) view.poster_no_address = locale.text(msg::stand_mode_no_address);
}

// The city takes contributions from every device alike: only a return, which it writes for kiosks
// that it has enrolled, tells a kiosk that it is known.
void add_pairing(const Context& context, const StaffState& state, StaffView& view) {
    const i18n::Locale& locale = context.locale();
    view.pair = locale.text(msg::staff_pair);
    view.pair_title = locale.text(msg::staff_pair_title);
    if (state.kiosk_key.empty()) {
        view.pair_none = locale.text(msg::staff_pair_none);
        return;
    }
    view.pair_lead = locale.text(msg::staff_pair_lead);
    view.is_known = state.content_version > 0;
    view.pair_known = locale.text(view.is_known ? msg::staff_pair_known : msg::staff_pair_unknown);
    view.key_label = locale.text(msg::staff_key);
    view.key = grouped(state.kiosk_key, kKeyGroup);
    view.short_label = locale.text(msg::staff_pair_short);
    view.short_key = grouped(state.kiosk_key.substr(0, kShortDigits), kShortGroup);
    view.short_spoken = spelled(view.short_key);
    view.pair_lines = enrolled_lines(context, state.kiosk_key);
    view.pair_alt = locale.text(msg::staff_pair_alt);
}

StaffLogRow log_row(const Context& context, const StaffLogLine& line) {
    const i18n::Locale& locale = context.locale();
    const Instant at = instant(line.at);
    StaffLogRow row;
    row.when = with_dots({locale.date(at, context.now), locale.clock(at)});
    row.level = locale.text(msg::staff_log_info);
    row.tone = "info";
    if (line.level == "warning") {
        row.level = locale.text(msg::staff_log_warning);
        row.tone = "warning";
    } else if (line.level == "error") {
        row.level = locale.text(msg::staff_log_error);
        row.tone = "danger";
    }
    row.text = line.text;
    row.lang = "en";
    // In the language of the line.
    row.spoken = spoken({line.level, locale.time(at), line.text});
    return row;
}

void add_log(const Context& context, const StaffState& state, StaffView& view) {
    const i18n::Locale& locale = context.locale();
    view.log = locale.text(msg::staff_log);
    view.log_title = locale.text(msg::staff_log_title);
    view.log_lead = locale.text(msg::staff_log_lead);
    if (state.log.empty()) view.log_empty = locale.text(msg::staff_log_empty);
    for (const StaffLogLine& line : state.log) view.log_rows.push_back(log_row(context, line));
}

void add_test(const i18n::Locale& locale, const StaffState& state, StaffView& view) {
    view.test = locale.text(msg::staff_test);
    view.is_testing = state.is_testing;
    if (!view.is_testing) return;
    std::uint32_t left = 0;
    for (std::uint32_t i = 0; i < kTestFields; ++i) {
        const bool is_on = (state.touched >> i & 1) != 0;
        if (!is_on) ++left;
        view.test_fields.push_back(
            {locale.text(msg::staff_test_field{.number = std::to_string(i + 1)}), is_on});
    }
    view.is_test_done = left == 0;
    view.test_text = view.is_test_done ? locale.text(msg::staff_test_done)
                                       : locale.text(msg::staff_test_left{.count = left});
    view.test_end = locale.text(msg::staff_test_end);
}

}  // namespace

Result<StaffView> staff_view(const Context& context, const StaffState& state) {
    const i18n::Locale& locale = context.locale();
    StaffView view;
    view.title = locale.text(msg::staff_title);
    view.lead = locale.text(msg::staff_lead);
    add_gate(locale, state, view);
    if (!view.is_open) return view;
    view.state_title = locale.text(msg::staff_state_title);
    view.facts = facts(context, state);
    add_dismantling(context, view);
    add_clock(context, view);
    add_test(locale, state, view);
    add_stick(locale, state, view);
    add_stand(context, state.stand, view);
    add_pairing(context, state, view);
    add_log(context, state, view);
    if (auto added = add_refused(context, view); !added) return fail(added.error());
    view.leave = locale.text(msg::staff_leave);
    return view;
}

}  // namespace qp::views
