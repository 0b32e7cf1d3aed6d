// SPDX-License-Identifier: EUPL-1.2
// What is on the screen, in words: the tree that scripts, the keypad, speech and the tests read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/draw/geometry.h"

namespace qp::kiosk::ui {

enum class Role {
    screen,
    group,
    heading,
    text,
    status,
    alert,
    timer,  // a status whose figures go on by themselves: told once
    button,
    toggle,
    choice,  // one of several
    tab,
    card,
    row,
    field,
    key,
    badge,
    chart,
    table,
    progress,
    picture,
    scroll,
};
const char* name(Role role);

enum class Action { none, press, edit };

// What is heard as a thing comes onto the screen, by whoever wants sounds: the thing tells the same
// to the eye.
enum class Cue {
    none,
    accepted,  // a press did something: of no node in particular
    saved,
    refused,
    countdown,
};

struct NodeState {
    bool is_on = false;  // toggled or chosen
    bool is_disabled = false;
    bool is_focused = false;
};

struct Node {
    std::string id;  // stable, for scripts and focus; empty: cannot be asked for
    Role role = Role::text;
    std::string label;     // as it is spoken
    std::string value;     // a field's text, a progress' share in words
    std::string selected;  // the part of a field's text that would be replaced
    // Its value, or of a key without one its label, is for one person alone: not to be heard by
    // all.
    bool is_private = false;
    std::string language;
    NodeState state;
    Action action = Action::none;
    Cue cue = Cue::none;
    Rect rect;     // whole, in window pixels
    Rect visible;  // what is not scrolled away or covered by an edge
    int depth = 0;
    std::string viewport;                 // the one it scrolls in; empty: it stays
    bool is_behind = false;               // a sheet lies over it
    std::function<bool(Point)> contains;  // for shapes; unset: `visible` itself
    std::optional<Point> touch;           // a point inside such a shape
};

class Tree {
public:
    void clear() { nodes_.clear(); }
    Node& add(Node node);
    const std::vector<Node>& nodes() const { return nodes_; }
    const Node* find(std::string_view id) const;
    // Tells the node with that id among those from `first` on that it has the focus; null: none is.
    const Node* mark_focused(std::string_view id, std::size_t first);
    // The node that a finger at `at` means: the last drawn that can be pressed or edited there.
    const Node* hit(Point at) const;
    // Everything before this call lies behind a sheet and takes no input.
    void cover();
    // One line a node, indented: role, id, label, state, rectangle.
    std::string to_text() const;

private:
    std::vector<Node> nodes_;
};

}  // namespace qp::kiosk::ui
