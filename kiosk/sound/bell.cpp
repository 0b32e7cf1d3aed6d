// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/bell.h"

#include <utility>

namespace qp::kiosk::sound {
namespace {

bool is_seen(const ui::Node& node) {
    return !node.id.empty() && !node.is_behind && !node.visible.is_empty();
}

ui::Cue cue_of(const ui::Node& node) {
    if (node.cue != ui::Cue::none) return node.cue;
    return node.role == ui::Role::alert ? ui::Cue::refused : ui::Cue::none;
}

// A countdown rings once, not each second.
std::string told_by(const ui::Node& node) {
    return node.role == ui::Role::timer ? std::string{} : node.label;
}

// All of a node that somebody sees. Where it has the focus is no answer to a press; where it
// scrolled to is one.
std::string look_of(const ui::Node& node) {
    std::string look =
        node.id + "\n" + node.label + "\n" + node.value + "\n" + node.selected + "\n";
    look += node.state.is_on ? '1' : '0';
    look += node.state.is_disabled ? '1' : '0';
    return look + " " + std::to_string(static_cast<int>(node.visible.x)) + " " +
           std::to_string(static_cast<int>(node.visible.y));
}

}  // namespace

void Bell::pressed(const ui::Tree& tree, double seconds) {
    pressed_.clear();
    for (const ui::Node& node : tree.nodes())
        if (is_seen(node)) pressed_.insert(look_of(node));
    pressed_at_ = seconds;
}

// A fault before something saved before the countdown. What scrolls into sight is no news.
Bell::News Bell::news(const ui::Tree& tree) {
    News found;
    std::map<std::string, std::string> told;
    for (const ui::Node& node : tree.nodes()) {
        const ui::Cue cue = cue_of(node);
        if (cue == ui::Cue::none || node.id.empty() || node.label.empty()) continue;
        const std::string& now = told[node.id] = told_by(node);
        const auto before = told_.find(node.id);
        if (before != told_.end() && before->second == now) continue;
        found.is_any = true;
        const bool goes_first = !found.ring || (cue == ui::Cue::refused && found.ring->cue != cue);
        if (is_seen(node) && goes_first) found.ring = Ring{cue, node.id};
    }
    told_ = std::move(told);
    return found;
}

std::optional<Ring> Bell::answer(const ui::Tree& tree, double seconds) {
    if (!pressed_at_ || seconds - *pressed_at_ > kAnswerSeconds) return std::nullopt;
    for (const ui::Node& node : tree.nodes()) {
        // A group is not seen, and figures that go on by themselves answer nobody.
        if (!is_seen(node) || node.role == ui::Role::group || node.role == ui::Role::timer)
            continue;
        if (pressed_.contains(look_of(node))) continue;
        return Ring{ui::Cue::accepted, node.id};
    }
    return std::nullopt;
}

std::optional<Ring> Bell::look(const ui::Tree& tree, const Choice& choice, double seconds) {
    auto [ring, is_news] = news(tree);
    // What was refused out of sight was not accepted.
    if (!is_news && choice.is_on) ring = answer(tree, seconds);
    if (is_news || ring) pressed_at_.reset();
    if (speaker_.is_speaking()) {
        player_.stop();
        return std::nullopt;
    }
    if (!ring || !choice.is_on) return std::nullopt;
    player_.play(ring->cue, choice.volume_percent);
    return ring;
}

void Bell::forget() {
    player_.stop();
    told_.clear();
    pressed_.clear();
    pressed_at_.reset();
}

}  // namespace qp::kiosk::sound
