// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/semantics.h"

#include <array>
#include <cmath>

namespace qp::kiosk::ui {

const char* name(Role role) {
    constexpr std::array kNames{"screen",   "group",   "heading", "text",   "status", "alert",
                                "timer",    "button",  "toggle",  "choice", "tab",    "card",
                                "row",      "field",   "key",     "badge",  "chart",  "table",
                                "progress", "picture", "scroll"};
    return kNames[static_cast<std::size_t>(role)];
}

Node& Tree::add(Node node) {
    nodes_.push_back(std::move(node));
    return nodes_.back();
}

const Node* Tree::find(std::string_view id) const {
    if (id.empty()) return nullptr;
    for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
        if (node->id == id) return &*node;
    }
    return nullptr;
}

const Node* Tree::mark_focused(std::string_view id, std::size_t first) {
    for (std::size_t i = first; i < nodes_.size() && !id.empty(); ++i) {
        if (nodes_[i].id != id) continue;
        nodes_[i].state.is_focused = true;
        return &nodes_[i];
    }
    return nullptr;
}

const Node* Tree::hit(Point at) const {
    for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
        if (node->is_behind || node->action == Action::none || node->state.is_disabled) continue;
        if (!node->visible.contains(at)) continue;
        if (node->contains && !node->contains(at)) continue;
        return &*node;
    }
    return nullptr;
}

void Tree::cover() {
    for (Node& node : nodes_) node.is_behind = true;
}

std::string Tree::to_text() const {
    std::string out;
    for (const Node& node : nodes_) {
        out.append(static_cast<std::size_t>(node.depth) * 2, ' ');
        out += name(node.role);
        if (!node.id.empty()) out += " #" + node.id;
        out += " \"" + node.label + "\"";
        if (!node.value.empty()) out += " = \"" + node.value + "\"";
        if (!node.selected.empty()) out += " selected \"" + node.selected + "\"";
        if (node.state.is_on) out += " on";
        if (node.state.is_disabled) out += " disabled";
        if (node.state.is_focused) out += " focused";
        if (node.is_behind) out += " behind";
        const auto whole = [](float v) { return std::to_string(std::lround(v)); };
        out += " [" + whole(node.rect.x) + "," + whole(node.rect.y) + " " + whole(node.rect.w) +
               "x" + whole(node.rect.h) + (node.visible.is_empty() ? " hidden]" : "]") + "\n";
    }
    return out;
}

}  // namespace qp::kiosk::ui
