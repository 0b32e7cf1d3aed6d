// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/speech/narrator.h"

#include <algorithm>

#include "kiosk/ui/keyboard_layout.h"

namespace qp::kiosk::speech {
namespace {

void append(std::string& text, const std::string& words) {
    if (words.empty()) return;
    if (!text.empty()) text += text.back() == '.' || text.back() == '?' ? " " : ". ";
    text += words;
}

const std::string& role_word(ui::Role role, const Words& words) {
    static const std::string kNone;
    switch (role) {
        case ui::Role::button:
        case ui::Role::card:
        case ui::Role::row:
        case ui::Role::toggle:
            return words.button;
        case ui::Role::field:
            return words.field;
        case ui::Role::choice:
            return words.choice;
        case ui::Role::tab:
            return words.tab;
        default:
            return kNone;
    }
}

// A countdown is told once, not each second; that 7 ideas are 3 by now is another matter.
std::string without_digits(const std::string& text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c < '0' || c > '9'; });
    return out;
}

}  // namespace

bool is_news(ui::Role role) {
    return role == ui::Role::alert || role == ui::Role::status || role == ui::Role::timer;
}

std::string describe(const ui::Node& node, const Words& words) {
    std::string text = node.label;
    if (node.role == ui::Role::field)
        append(text, node.value.empty() ? words.is_empty : node.value);
    else
        append(text, node.value);
    if (!node.selected.empty()) append(text, ui::with_letter(words.selected, node.selected));
    const bool has_state = node.role == ui::Role::toggle || node.role == ui::Role::choice ||
                           node.role == ui::Role::tab;
    if (has_state) append(text, node.state.is_on ? words.is_on : words.is_off);
    if (node.state.is_disabled) append(text, words.is_disabled);
    append(text, role_word(node.role, words));
    return text;
}

std::string describe_openly(const ui::Node& node, const Words& words) {
    if (!node.is_private) return describe(node, words);
    ui::Node open = node;
    open.selected.clear();
    if (!node.value.empty())
        open.value = words.withheld;
    else if (node.role != ui::Role::field)
        open.label = words.withheld;
    return describe(open, words);
}

void Narrator::look(const ui::Tree& tree, const std::string& screen, const std::string& focus,
                    const Words& words, const Choice& choice) {
    Utterance utterance;
    if (!choice.is_on) told_.clear();
    if (choice.is_on != was_on_) {
        utterance.push_back({choice.is_on ? words.speech_on : words.speech_off, words.language});
        was_on_ = choice.is_on;
        screen_.clear();
        focus_told_.clear();
        if (!choice.is_on) return say(std::move(utterance), choice);
    }
    if (!choice.is_on) return;
    const bool is_new_screen = screen != screen_;
    screen_ = screen;
    const bool has_told = !told_.empty();
    bool is_withheld = say_told(utterance, words, choice);
    std::map<std::string, std::string> announced;
    for (const ui::Node& node : tree.nodes()) {
        if (node.is_behind) continue;
        if (is_new_screen && node.role == ui::Role::heading && !node.id.empty())
            utterance.push_back({node.label, node.language});
        if (!is_news(node.role) || node.id.empty() || node.label.empty()) continue;
        std::string& told = announced[node.id] =
            node.role == ui::Role::timer ? without_digits(node.label) : node.label;
        const auto before = announced_.find(node.id);
        if (before == announced_.end() || before->second != told)
            utterance.push_back({node.label, node.language});
    }
    announced_ = std::move(announced);
    if (const ui::Node* node = tree.find(focus); node != nullptr && !node->is_behind) {
        // Asked once: it may be pulled out at any moment.
        const bool has_headset = speaker_.has_headset();
        const bool is_whole = choice.is_aloud || has_headset;
        const std::string told = is_whole ? describe(*node, words) : describe_openly(*node, words);
        const bool is_new = focus != focus_ || told != focus_told_;
        if (is_new && !is_silent(*node, has_told)) {
            utterance.push_back({told, node->language, node->is_private && has_headset});
            is_withheld = is_withheld || told != describe(*node, words);
        }
        focus_told_ = told;
        focus_ = focus;
    }
    if (utterance.empty()) return;
    has_withheld_ = is_withheld;
    say(std::move(utterance), choice);
}

// True where something was withheld.
bool Narrator::say_told(Utterance& utterance, const Words& words, const Choice& choice) {
    const bool has_headset = speaker_.has_headset();
    bool is_withheld = false;
    for (ui::Told& told : std::exchange(told_, {})) {
        const bool is_open = !told.is_private || choice.is_aloud || has_headset;
        is_withheld = is_withheld || !is_open;
        if (is_open)
            utterance.push_back(
                {std::move(told.text), std::move(told.language), told.is_private && has_headset});
        else
            utterance.push_back({words.withheld, words.language});
    }
    return is_withheld;
}

// What was pressed has been told; a finger on a key presses it, and a keypad only goes there. Asked
// for once more, it is said all the same.
bool Narrator::is_silent(const ui::Node& focused, bool has_told) const {
    const bool is_key = focused.role == ui::Role::key;
    if (has_told) return is_key || focused.role == ui::Role::field;
    return is_key && !focused.state.is_focused && !focus_told_.empty();
}

void Narrator::say(Utterance utterance, const Choice& choice) {
    speaker_.stop();
    std::string line;
    for (const Part& part : utterance) append(line, part.text);
    transcript_.push_back(std::move(line));
    if (transcript_.size() > kTranscriptMax) transcript_.pop_front();
    ++said_;
    speaker_.speak(utterance, choice.voice);
    last_ = std::move(utterance);
}

void Narrator::repeat(const Choice& choice) {
    if (!choice.is_on || last_.empty()) return;
    const bool was_private =
        std::any_of(last_.begin(), last_.end(), [](const Part& part) { return part.is_private; });
    const bool is_otherwise_now =
        was_private ? !speaker_.has_headset()
                    : has_withheld_ && (choice.is_aloud || speaker_.has_headset());
    if (is_otherwise_now) return focus_told_.clear();
    say(last_, choice);
}

void Narrator::forget() {
    speaker_.stop();
    was_on_ = false;
    screen_.clear();
    focus_.clear();
    focus_told_.clear();
    announced_.clear();
    told_.clear();
    last_.clear();
    has_withheld_ = false;
    transcript_.clear();
}

}  // namespace qp::kiosk::speech
