// SPDX-License-Identifier: EUPL-1.2
#include "core/views/staff.h"

#include "core/i18n/msg.h"
#include "core/views/phrases.h"
#include "core/views/refusals.h"

namespace qp::views {
namespace {

constexpr std::uint32_t kRefusedShown = 50;
constexpr std::uint32_t kSecondsShownMax = 90;
constexpr std::size_t kKeyGroup = 8;

std::string grouped(const std::string& key) {
    std::string text;
    for (std::size_t i = 0; i < key.size(); i += kKeyGroup)
        text += (i == 0 ? "" : " ") + key.substr(i, kKeyGroup);
    return text;
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

std::vector<Fact> facts(const Context& context, const StaffState& state) {
    const i18n::Locale& locale = context.locale();
    std::vector<Fact> facts{
        {locale.text(msg::staff_waiting), count_words(locale, context.sync.waiting)},
        {locale.text(msg::staff_refused), count_words(locale, context.sync.refused)},
        {locale.text(msg::staff_link), link_words(context, state)},
        {locale.text(msg::staff_content), content_words(context, state)}};
    if (!state.kiosk_key.empty())
        facts.push_back({locale.text(msg::staff_key), grouped(state.kiosk_key)});
    return facts;
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
    add_test(locale, state, view);
    add_stick(locale, state, view);
    if (auto added = add_refused(context, view); !added) return fail(added.error());
    view.leave = locale.text(msg::staff_leave);
    return view;
}

}  // namespace qp::views
