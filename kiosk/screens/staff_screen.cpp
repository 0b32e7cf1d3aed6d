// SPDX-License-Identifier: EUPL-1.2
// For the team on the spot. Each part is a function of its own: what the screen gains later stands
// beside them.
#include <array>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"
#include "kiosk/ui/qr_code.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kPadKeyHeight = 120;
constexpr float kPadGap = 24;
constexpr float kPadWidth = 618;
constexpr float kDot = 26;
constexpr std::uint32_t kDotsMin = 6;
constexpr float kPairCode = 460;

void act(Intents& intents, StaffAct what, std::string value = {}) {
    intents.emplace_back(Staff{what, std::move(value)});
}

// As wide as its words, in a line of its own.
bool lone_button(Canvas& c, const char* id, const std::string& label, const char* picture = "") {
    const auto row = c.row(0);
    ui::Button button;
    button.id = id;
    button.label = label;
    button.picture = picture;
    return ui::button(c, button);
}

// One dot a digit: which ones they were is nobody's business.
void dots(Canvas& c, const views::StaffView& view) {
    Box box;
    box.axis = ui::Axis::row;
    box.main = Place::centre;
    box.gap = 18;
    box.padding = Insets::xy(0, 12);
    const auto row =
        c.box(box, {"staff.typed", ui::Role::status, view.pin_typed, {}, {}, ui::Action::none});
    for (std::uint32_t i = 0; i < std::max(kDotsMin, view.digits); ++i) {
        Box dot;
        dot.width = kDot;
        dot.height = kDot;
        dot.radius = kDot / 2;
        dot.border = i < view.digits ? c.theme().action : c.theme().border_strong;
        dot.background = i < view.digits ? c.theme().action : 0;
        const auto one = c.box(dot);
    }
}

void pad_key(Canvas& c, const views::StaffView& view, const std::string& digit, Intents& intents) {
    const std::string id = "staff.digit." + digit;
    Box box;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.min_height = kPadKeyHeight;
    box.radius = 26;
    box.background = c.theme().surface;
    box.border = c.theme().border;
    ui::Named named{id, ui::Role::button, digit, {}, {}, ui::Action::press};
    named.state.is_disabled = !view.can_type;
    named.is_private = true;
    const auto key = c.box(box, named);
    c.pressed_color(c.theme().action_tint);
    TextOptions options;
    options.is_silent = true;
    options.color = view.can_type ? c.theme().text : c.theme().text_muted;
    c.text(digit, Type::thesis, options);
    if (c.activated(id) && view.can_type) act(intents, StaffAct::digit, digit);
}

void erase_key(Canvas& c, const views::StaffView& view, Intents& intents) {
    Box box;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.min_height = kPadKeyHeight;
    box.radius = 26;
    const auto key =
        c.box(box, {"staff.erase", ui::Role::button, view.pin_erase, {}, {}, ui::Action::press});
    c.pressed_color(c.theme().action_tint);
    c.picture("erase", 54, c.theme().action);
    if (c.activated("staff.erase")) act(intents, StaffAct::erase);
}

void typed(Canvas& c, const views::StaffView& view) {
    TextOptions title;
    title.role = ui::Role::heading;
    title.align = TextAlign::centre;
    c.text(view.pin_title, Type::heading, title);
    dots(c, view);
    if (!view.pin_fault.empty())
        ui::notice(c, "staff.fault", ui::NoticeKind::danger, view.pin_fault, {});
}

void pad_keys(Canvas& c, const views::StaffView& view, Intents& intents) {
    Box pad;
    pad.axis = ui::Axis::grid;
    pad.columns = 3;
    pad.gap = kPadGap;
    pad.is_ltr = true;
    const auto grid = c.box(pad);
    for (char digit = '1'; digit <= '9'; ++digit) pad_key(c, view, std::string(1, digit), intents);
    { const auto empty = c.box(Box{}); }
    pad_key(c, view, "0", intents);
    erase_key(c, view, intents);
}

void enter_button(Canvas& c, const views::StaffView& view, Intents& intents) {
    ui::Button enter;
    enter.id = "staff.enter";
    enter.label = view.pin_enter;
    enter.kind = ui::ButtonKind::primary;
    enter.is_disabled = !view.can_type || view.digits == 0;
    if (ui::button(c, enter) && !enter.is_disabled) act(intents, StaffAct::enter);
}

// All of it in sight at once: above each other, or beside each other on a wide screen.
void pin_pad(Canvas& c, const views::StaffView& view, Intents& intents) {
    Box outer;
    outer.axis = c.is_wide() ? ui::Axis::row : ui::Axis::column;
    outer.main = c.is_wide() ? Place::centre : Place::start;
    outer.cross = c.is_wide() ? Place::start : Place::centre;
    outer.gap = c.is_wide() ? 96 : kPadGap;
    const auto both = c.box(outer);
    Box column;
    column.width = kPadWidth;
    column.gap = kPadGap;
    {
        const auto words = c.box(column);
        typed(c, view);
        if (c.is_wide()) enter_button(c, view, intents);
    }
    const auto keys = c.box(column);
    pad_keys(c, view, intents);
    if (!c.is_wide()) enter_button(c, view, intents);
}

void state_card(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto card = ui::card(c, {}, {}, 16);
    section(c, view.state_title);
    for (std::size_t i = 0; i < view.facts.size(); ++i) {
        const views::Fact& fact = view.facts[i];
        const auto row = c.row(24, Place::baseline);
        Box box;
        box.width = c.is_wide() ? 420 : 360;
        {
            const auto label = c.box(box);
            TextOptions muted;
            muted.color = c.theme().text_muted;
            c.text(fact.label, Type::body, muted);
        }
        TextOptions value;
        value.grow = 1;
        value.id = "staff.fact." + std::to_string(i);
        c.text(fact.value, Type::body_strong, value);
    }
    ui::notice(c, "staff.dismantle",
               view.may_dismantle ? ui::NoticeKind::success : ui::NoticeKind::warning,
               view.dismantle, {});
    if (!view.clock_title.empty())
        ui::notice(c, "staff.clock", ui::NoticeKind::warning, view.clock_title, view.clock_text);
    if (lone_button(c, "staff.test", view.test, "touch")) act(intents, StaffAct::test);
}

void stand_choices(Canvas& c, const std::string& name, const std::string& label,
                   const std::vector<views::Choice>& list, StaffAct what, Intents& intents) {
    const auto column = c.column(14);
    c.text(label, Type::body_strong);
    const auto wrap = c.wrap(14);
    for (const views::Choice& choice : list) {
        ui::Chip chip;
        chip.id = "staff." + name + "." + (choice.id.empty() ? "none" : choice.id);
        chip.label = choice.label;
        chip.is_on = choice.is_on;
        if (ui::chip(c, chip)) act(intents, what, choice.id);
    }
}

void poster_buttons(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto wrap = c.wrap(20);
    ui::Button poster;
    poster.id = "staff.poster";
    poster.label = view.poster;
    poster.picture = view.has_poster ? "check" : "phone";
    poster.is_toggle = true;
    poster.is_on = view.has_poster;
    if (ui::button(c, poster)) {
        // A poster for what is shown as chosen: an event that is over is none.
        for (const views::Choice& event : view.events)
            if (event.is_on) act(intents, StaffAct::choose_event, event.id);
        act(intents, StaffAct::poster, view.has_poster ? "" : "on");
    }
    if (view.poster_now.empty()) return;
    ui::Button now;
    now.id = "staff.poster_now";
    now.label = view.poster_now;
    now.kind = ui::ButtonKind::primary;
    if (ui::button(c, now)) act(intents, StaffAct::poster_now);
}

void stand_card(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto card = ui::card(c, {}, {}, 22);
    section(c, view.stand_title);
    TextOptions muted;
    muted.color = c.theme().text_muted;
    c.text(view.stand_text, Type::body, muted);
    stand_choices(c, "event", view.events_label, view.events, StaffAct::choose_event, intents);
    stand_choices(c, "mood", view.moods_label, view.moods, StaffAct::choose_mood, intents);
    if (view.poster_no_address.empty()) return poster_buttons(c, view, intents);
    ui::notice(c, "staff.no_address", ui::NoticeKind::info, {}, view.poster_no_address);
}

void stick_line(Canvas& c, const views::StaffView& view) {
    const auto row = c.row(16, Place::start);
    c.picture(view.has_stick ? "check" : "info", 38,
              view.has_stick ? c.theme().success_ink : c.theme().text_muted);
    TextOptions options;
    options.id = "staff.stick";
    options.role = ui::Role::status;
    options.grow = 1;
    c.text(view.stick_text, Type::body, options);
}

void stick_button(Canvas& c, const char* id, const std::string& label, const char* picture,
                  bool can, StaffAct what, Intents& intents) {
    ui::Button button;
    button.id = id;
    button.label = label;
    button.picture = picture;
    button.kind = ui::ButtonKind::primary;
    button.is_disabled = !can;
    button.grow = c.is_wide() ? 1.0F : 0.0F;
    if (ui::button(c, button) && can) act(intents, what);
}

void stick_card(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto card = ui::card(c, {}, {}, 22);
    section(c, view.stick_title);
    stick_line(c, view);
    {
        Box buttons;
        buttons.axis = c.is_wide() ? ui::Axis::row : ui::Axis::column;
        buttons.gap = 20;
        const auto both = c.box(buttons);
        stick_button(c, "staff.write", view.write, "arrow-up", view.can_write, StaffAct::write,
                     intents);
        stick_button(c, "staff.read", view.read, "arrow-down", view.can_read, StaffAct::read,
                     intents);
    }
    if (!view.working.empty())
        ui::notice(c, "staff.working", ui::NoticeKind::warning, view.working, {});
    if (view.result.empty()) return;
    const auto kind = view.result_tone == "success"  ? ui::NoticeKind::success
                      : view.result_tone == "danger" ? ui::NoticeKind::danger
                                                     : ui::NoticeKind::info;
    ui::notice(c, "staff.result", kind, {}, view.result);
}

void refused_card(Canvas& c, const views::StaffRefused& row, const std::string& retry,
                  Intents& intents) {
    Box box;
    box.axis = ui::Axis::row;
    box.cross = Place::centre;
    box.gap = 24;
    const auto line = c.box(box);
    {
        Box words;
        words.gap = 4;
        words.grow = 1;
        const auto column = c.box(words, {"staff.refused." + row.id.substr(0, 8),
                                          ui::Role::group,
                                          row.title + ". " + row.text + " " + row.code,
                                          {},
                                          {},
                                          ui::Action::none});
        TextOptions options;
        options.is_silent = true;
        c.text(row.title, Type::body_strong, options);
        c.text(row.text, Type::body, options);
        options.color = c.theme().text_muted;
        c.text(row.code, Type::small, options);
    }
    ui::Button again;
    again.id = "staff.retry." + row.id.substr(0, 8);
    again.label = retry;
    again.spoken = row.retry;
    if (ui::button(c, again)) act(intents, StaffAct::retry, row.id);
}

void refused_list(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto card = ui::card(c, {}, {}, 22);
    section(c, view.refused_title);
    TextOptions muted;
    muted.color = c.theme().text_muted;
    muted.id = "staff.refused";
    muted.role = ui::Role::status;
    c.text(view.refused_text, Type::body, muted);
    for (const views::StaffRefused& row : view.refused) {
        c.divider();
        refused_card(c, row, view.retry, intents);
    }
    if (view.retry_all.empty()) return;
    if (lone_button(c, "staff.retry_all", view.retry_all)) act(intents, StaffAct::retry_all);
}

void sheet_buttons(Canvas& c, const views::StaffView& view, Intents& intents) {
    const auto wrap = c.wrap(20);
    ui::Button pair;
    pair.id = "staff.pair";
    pair.label = view.pair;
    pair.picture = "link";
    if (ui::button(c, pair)) intents.emplace_back(ShowSheet{Sheet::pairing});
    ui::Button log;
    log.id = "staff.log";
    log.label = view.log;
    log.picture = "list";
    if (ui::button(c, log)) intents.emplace_back(ShowSheet{Sheet::log});
}

// Stops of the keypad, so that they are read; there is nothing to press.
void key_line(Canvas& c, const views::StaffView& view) {
    Box box;
    box.gap = 6;
    box.min_height = c.target_min();
    const auto line = c.box(box, {"staff.pair.short",
                                  ui::Role::text,
                                  view.short_label,
                                  view.short_spoken,
                                  {},
                                  ui::Action::press});
    TextOptions label;
    label.color = c.theme().text_muted;
    label.is_silent = true;
    c.text(view.short_label, Type::body, label);
    TextOptions key;
    key.is_silent = true;
    c.text(view.short_key, Type::title, key);
}

void keys(Canvas& c, const views::StaffView& view) {
    const auto column = c.column(20, c.is_wide() ? 1.0F : 0.0F);
    key_line(c, view);
    TextOptions label;
    label.color = c.theme().text_muted;
    c.text(view.key_label, Type::body, label);
    TextOptions key;
    key.id = "staff.pair.key";
    c.text(view.key, Type::body_strong, key);
    ui::notice(c, "staff.pair.known",
               view.is_known ? ui::NoticeKind::success : ui::NoticeKind::info, {}, view.pair_known);
}

void pair_code(Canvas& c, const views::StaffView& view) {
    const auto code = ui::qr_code(view.pair_lines);
    if (code) ui::qr_picture(c, *code, "staff.pair.code", view.pair_alt, kPairCode);
}

void log_line(Canvas& c, const views::StaffLogRow& row, std::size_t number) {
    Box box;
    box.gap = 6;
    box.min_height = c.target_min();
    ui::Named named{"staff.log." + std::to_string(number),
                    ui::Role::text,
                    row.spoken,
                    {},
                    {},
                    ui::Action::press};
    named.language = row.lang;
    const auto line = c.box(box, named);
    {
        const auto head = c.wrap(16);
        ui::badge(c, {row.level, row.tone, {}});
        TextOptions when;
        when.color = c.theme().text_muted;
        when.is_silent = true;
        c.text(row.when, Type::small, when);
    }
    TextOptions words;
    words.language = row.lang;
    words.is_silent = true;
    c.text(row.text, Type::body, words);
}

}  // namespace

void draw_staff_pairing(Canvas& c, const views::StaffView& view) {
    section(c, view.pair_title, "staff.pair.title");
    if (!view.pair_none.empty()) {
        ui::notice(c, "staff.pair.none", ui::NoticeKind::danger, {}, view.pair_none);
        return;
    }
    TextOptions lead;
    lead.color = c.theme().text_muted;
    lead.id = "staff.pair.lead";
    c.text(view.pair_lead, Type::body, lead);
    if (c.is_wide()) {
        const auto row = c.row(48, Place::start);
        pair_code(c, view);
        keys(c, view);
        return;
    }
    {
        Box middle;
        middle.cross = Place::centre;
        const auto box = c.box(middle);
        pair_code(c, view);
    }
    keys(c, view);
}

void draw_staff_log(Canvas& c, const views::StaffView& view) {
    section(c, view.log_title, "staff.log.title");
    TextOptions lead;
    lead.color = c.theme().text_muted;
    lead.id = "staff.log.lead";
    c.text(view.log_lead, Type::body, lead);
    if (!view.log_empty.empty()) ui::empty_state(c, "list", view.log_empty);
    for (std::size_t i = 0; i < view.log_rows.size(); ++i) log_line(c, view.log_rows[i], i);
}

void draw_staff(Canvas& c, const views::StaffView& view, const views::ShellView& shell,
                Intents& intents) {
    PageHead head;
    head.id = "staff";
    head.back = shell.back;
    head.title = view.title;
    if (view.is_open) head.lead = view.lead;
    const auto content = page(c, head, intents);
    if (!view.no_pin.empty()) {
        ui::notice(c, "staff.no_pin", ui::NoticeKind::info, {}, view.no_pin);
        return;
    }
    if (!view.is_open) return pin_pad(c, view, intents);
    stick_card(c, view, intents);
    state_card(c, view, intents);
    stand_card(c, view, intents);
    refused_list(c, view, intents);
    sheet_buttons(c, view, intents);
    if (lone_button(c, "staff.leave", view.leave, "close")) act(intents, StaffAct::leave);
}

}  // namespace qp::kiosk::screens
