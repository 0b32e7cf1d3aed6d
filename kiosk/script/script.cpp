// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/script/script.h"

#include <algorithm>
#include <array>
#include <utility>

namespace qp::kiosk::script {
namespace {

constexpr double kPatience = 10;
constexpr double kTapPatience = 3;  // for a node that the next frames bring

struct KeyName {
    const char* name;
    ui::Key key;
};
constexpr std::array<KeyName, 26> kKeys{{
    {"next", ui::Key::next},
    {"previous", ui::Key::previous},
    {"select", ui::Key::select},
    {"back", ui::Key::back},
    {"erase", ui::Key::erase},
    {"delete", ui::Key::erase_ahead},
    {"left", ui::Key::left},
    {"right", ui::Key::right},
    {"up", ui::Key::up},
    {"down", ui::Key::down},
    {"page-up", ui::Key::page_up},
    {"page-down", ui::Key::page_down},
    {"home", ui::Key::home},
    {"end", ui::Key::end},
    {"select-left", ui::Key::select_left},
    {"select-right", ui::Key::select_right},
    {"select-home", ui::Key::select_home},
    {"select-end", ui::Key::select_end},
    {"select-all", ui::Key::select_all},
    {"help", ui::Key::help},
    {"speech", ui::Key::speech},
    {"repeat", ui::Key::repeat},
    {"louder", ui::Key::louder},
    {"quieter", ui::Key::quieter},
    {"faster", ui::Key::faster},
    {"slower", ui::Key::slower},
}};

bool says(const ui::Node& node, const std::string& text) {
    return node.label.find(text) != std::string::npos || node.value.find(text) != std::string::npos;
}

}  // namespace

void Script::ok(const std::string& text) {
    driver_.answer(text.empty() ? "ok" : "ok " + text);
}

void Script::fail_with(const std::string& why) {
    has_failed_ = true;
    driver_.answer("fail " + why);
}

bool Script::step(double seconds, bool is_settled) {
    if (!current_) {
        if (lines_.empty() || !is_settled) return false;
        const std::string line = std::move(lines_.front());
        lines_.pop_front();
        auto command = parse_command(line);
        if (!command) {
            fail_with(command.error().detail);
            return true;
        }
        if (!*command) return true;
        current_ = std::move(**command);
        started_ = seconds;
        phase_ = 0;
    }
    if (run(*current_, seconds) == Outcome::waiting) return false;
    current_.reset();
    return true;
}

Script::Outcome Script::run(const Command& command, double seconds) {
    switch (command.verb) {
        case Verb::tap:
            return tap(command, seconds);
        case Verb::expect:
            return expect(command, seconds, 0);
        case Verb::wait:
            return expect(command, seconds, command.seconds.value_or(kPatience));
        case Verb::wait_text:
            return expect(command, seconds, kPatience);
        case Verb::shot:
            return shot(command);
        case Verb::touch:
        case Verb::down:
        case Verb::move:
        case Verb::up:
            move_finger(command);
            break;
        case Verb::pause:
            if (seconds - started_ < command.seconds.value_or(0)) return Outcome::waiting;
            ok();
            break;
        case Verb::heard:
            return heard(command, seconds);
        case Verb::spoken:
            driver_.transcript().empty() ? fail_with("nothing has been said")
                                         : ok(driver_.transcript().back());
            break;
        case Verb::focused:
            focused();
            break;
        case Verb::expect_no:
            driver_.tree().find(command.id) == nullptr ? ok() : fail_with(command.id + " is there");
            break;
        case Verb::value: {
            const ui::Node* node = driver_.tree().find(command.id);
            node == nullptr ? fail_with("no " + command.id)
                            : ok(node->label + (node->value.empty() ? "" : " = " + node->value));
            break;
        }
        case Verb::type:
            driver_.type(command.text);
            ok();
            break;
        case Verb::key:
            press(command.id);
            break;
        case Verb::screen:
            driver_.open_screen(command.id) ? ok() : fail_with("no screen " + command.id);
            break;
        case Verb::dump:
            driver_.answer(driver_.tree().to_text() + "ok");
            break;
        case Verb::frames:
            ok(driver_.frames());
            if (command.id == "anew") driver_.forget_frames();
            break;
        case Verb::quit:
            ok();
            driver_.quit();
            break;
    }
    return Outcome::done;
}

void Script::move_finger(const Command& command) {
    switch (command.verb) {
        case Verb::down:
            driver_.finger_down(command.finger, command.at);
            break;
        case Verb::move:
            driver_.finger_move(command.finger, command.at);
            break;
        case Verb::up:
            driver_.finger_up(command.finger, command.at);
            break;
        default:
            driver_.tap(command.at);
    }
    ok();
}

void Script::press(const std::string& name) {
    for (const KeyName& known : kKeys) {
        if (name != known.name) continue;
        driver_.press(known.key);
        return ok();
    }
    fail_with("no key " + name);
}

// What was said since the last thing that was heard, so that an order of utterances can be
// expected.
Script::Outcome Script::heard(const Command& command, double seconds) {
    const std::string words = command.id + (command.text.empty() ? "" : " " + command.text);
    const auto& transcript = driver_.transcript();
    const std::size_t first = driver_.said() - transcript.size();
    for (std::size_t i = std::max(heard_, first); i < driver_.said(); ++i) {
        const std::string& line = transcript[i - first];
        if (line.find(words) == std::string::npos) continue;
        heard_ = i + 1;
        ok(line);
        return Outcome::done;
    }
    if (seconds - started_ < kTapPatience) return Outcome::waiting;
    fail_with("nobody said \"" + words + "\", the last was \"" +
              (transcript.empty() ? "" : transcript.back()) + "\"");
    return Outcome::done;
}

void Script::focused() {
    for (const ui::Node& node : driver_.tree().nodes()) {
        if (node.state.is_focused) return ok(node.id + " " + node.label);
    }
    fail_with("nothing has the focus");
}

Script::Outcome Script::tap(const Command& command, double seconds) {
    const ui::Node* node = driver_.tree().find(command.id);
    if (node == nullptr || node->is_behind) {
        if (seconds - started_ < kTapPatience) return Outcome::waiting;
        fail_with(node == nullptr ? "no " + command.id : command.id + " lies behind a sheet");
        return Outcome::done;
    }
    if (node->action == ui::Action::none || node->state.is_disabled) {
        fail_with(command.id + (node->state.is_disabled ? " is disabled" : " cannot be pressed"));
        return Outcome::done;
    }
    // One scroll, one frame to see where it came to lie, then the touch.
    if (phase_ == 0 && driver_.reveal(command.id)) {
        phase_ = 1;
        started_ = seconds;
        return Outcome::waiting;
    }
    if (node->visible.is_empty()) {
        if (seconds - started_ < kTapPatience) return Outcome::waiting;
        fail_with(command.id + " cannot be seen");
        return Outcome::done;
    }
    Point at = node->visible.centre();
    if (node->touch) at = *node->touch;
    const ui::Node* hit = driver_.tree().hit(at);
    if (hit == nullptr || hit->id != command.id) {
        fail_with(command.id + " is covered by " +
                  (hit == nullptr ? "nothing that takes touch" : hit->id));
        return Outcome::done;
    }
    driver_.tap(at);
    ok();
    return Outcome::done;
}

Script::Outcome Script::expect(const Command& command, double seconds, double patience) {
    const ui::Node* node = driver_.tree().find(command.id);
    if (node != nullptr && says(*node, command.text)) {
        ok(node->label);
        return Outcome::done;
    }
    if (seconds - started_ < patience) return Outcome::waiting;
    if (node == nullptr) {
        fail_with("no " + command.id);
    } else {
        fail_with(command.id + " says \"" + node->label + "\" \"" + node->value + "\"");
    }
    return Outcome::done;
}

Script::Outcome Script::shot(const Command& command) {
    if (phase_ == 0) {
        driver_.shoot(command.id);
        phase_ = 1;
        return Outcome::waiting;
    }
    const auto result = driver_.take_shot_result();
    if (!result) return Outcome::waiting;
    *result ? ok(command.id) : fail_with(result->error().detail);
    return Outcome::done;
}

}  // namespace qp::kiosk::script
