// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/canvas.h"

#include <cassert>
#include <cmath>

namespace qp::kiosk::ui {
namespace {

constexpr float kTargetMillimetres = 12.7F;
constexpr float kTargetDesignMin = 60;
constexpr float kGapMillimetres = 2.54F;
constexpr float kSlopMillimetres = 4;
constexpr float kPageShare = 0.8F;
constexpr float kArrowSide = 80;
constexpr float kArrowMargin = 20;
constexpr float kFadeHeight = 130;

Named named_arrow(std::string id, const std::string& label) {
    Named arrow;
    arrow.id = std::move(id);
    arrow.role = Role::button;
    arrow.label = label;
    arrow.action = Action::press;
    return arrow;
}

}  // namespace

Canvas::Canvas(TextEngine& text, Pictograms& pictograms, Shadows& shadows)
    : text_{text}, pictograms_{pictograms}, shadows_{shadows} {}

float Canvas::target_min() const {
    return std::max(kTargetDesignMin, kTargetMillimetres * frame_.glass.px_per_mm / scale_);
}

float Canvas::gap_min() const {
    // Both sides of a gap are rounded to whole pixels.
    return (kGapMillimetres * frame_.glass.px_per_mm + 1) / scale_;
}

float Canvas::out_of_reach() const {
    if (!frame_.appearance.is_low_reach) return 0;
    return out_of_reach_px(frame_.glass, frame_.window.h) / scale_;
}

void Canvas::begin(const Frame& frame) {
    frame_ = frame;
    scale_ = design_scale(frame.window);
    theme_ = &theme_of(frame.appearance.theme);
    text_factor_ = ui::text_factor(frame.glass, frame.appearance.text_size, scale_);
    entering_.clear();
    elements_.clear();
    open_.clear();
    open_viewports_.clear();
    is_again_ = false;
    long_rows_.begin(text_factor_, frame.window);
    resolve_input();
    Box root;
    root.background = theme_->page;
    open(root);
}

void Canvas::resolve_input() {
    activated_.clear();
    went_back_ = false;
    const Input& input = frame_.input;
    const float slop = kSlopMillimetres * frame_.glass.px_per_mm;
    const auto tap = gestures_.update(input, shown_, viewports_,
                                      {slop, frame_.seconds, frame_.appearance.is_motion_reduced});
    if (input.went_down) is_focus_visible_ = false;
    if (tap && !is_double_strike(tap->id)) {
        const Node* node = shown_.find(tap->id);
        if (node != nullptr && node->action == Action::edit) {
            editing_.tapped(tap->id, tap->at, frame_.seconds);
        } else {
            activated_ = tap->id;
        }
        focus_ = tap->id;
    }
    if (!input.typed.empty()) editing_.put({Stroke::insert, input.typed});
    for (const Key key : input.keys)
        if (!is_double_strike("key " + std::to_string(static_cast<int>(key)))) press_key(key);
}

// Each strike begins the time anew, whether it counts or not: a hand that trembles goes on doing
// so.
bool Canvas::is_double_strike(const std::string& what) {
    const bool is_again = frame_.appearance.is_double_strike_once && what == struck_ &&
                          frame_.seconds - struck_at_ < kDoubleStrikeSeconds;
    struck_ = what;
    struck_at_ = frame_.seconds;
    return is_again;
}

void Canvas::press_key(Key key) {
    switch (key) {
        case Key::next:
            return move_focus(1);
        case Key::previous:
            return move_focus(-1);
        case Key::back:
            if (!editing_.is_active()) {
                went_back_ = true;
            } else {
                focus_ = editing_.field();
            }
            return editing_.stop();
        case Key::select:
            return select_focused();
        case Key::erase:
            return editing_.put({Stroke::erase, {}});
        case Key::erase_ahead:
            return editing_.put({Stroke::erase_ahead, {}});
        case Key::left:
        case Key::right:
        case Key::select_left:
        case Key::select_right: {
            const bool is_left = key == Key::left || key == Key::select_left;
            const bool selects = key == Key::select_left || key == Key::select_right;
            const bool is_back = is_left != frame_.is_rtl;
            return editing_.put({is_back ? Stroke::left : Stroke::right, {}, false, selects});
        }
        case Key::home:
        case Key::select_home:
            return editing_.put({Stroke::home, {}, false, key == Key::select_home});
        case Key::end:
        case Key::select_end:
            return editing_.put({Stroke::end, {}, false, key == Key::select_end});
        case Key::select_all:
            return editing_.put({Stroke::select_all, {}});
        case Key::up:
        case Key::page_up:
            return turn_pages(-1);
        case Key::down:
        case Key::page_down:
            return turn_pages(1);
        case Key::help:
        case Key::speech:
        case Key::repeat:
        case Key::louder:
        case Key::quieter:
        case Key::faster:
        case Key::slower:
            return;
    }
}

void Canvas::select_focused() {
    const Node* node = shown_.find(focus_);
    if (editing_.is_editing(focus_)) {
        editing_.put({Stroke::insert, "\n"});
    } else if (node == nullptr || node->state.is_disabled || node->is_behind) {
        return;
    } else if (node->action == Action::edit) {
        editing_.start(focus_, node->value.size());
    } else {
        activated_ = focus_;
    }
}

void Canvas::turn_pages(float pages) {
    for (auto& [id, view] : viewports_) {
        gestures_.send(view, view.offset + pages * view.height * kPageShare,
                       frame_.appearance.is_motion_reduced);
    }
}

void Canvas::move_focus(int step) {
    std::vector<const Node*> stops;
    int current = -1;
    for (const Node& node : shown_.nodes()) {
        if (node.action == Action::none || node.state.is_disabled || node.is_behind) continue;
        // A group takes touches only so that nothing behind it does: there is nothing to choose.
        if (node.id.empty() || node.role == Role::group) continue;
        // While somebody writes, the keypad goes over the keys; `back` leaves them.
        if (editing_.is_active() && node.role != Role::key) continue;
        if (node.id == focus_) current = static_cast<int>(stops.size());
        stops.push_back(&node);
    }
    is_focus_visible_ = true;
    if (stops.empty()) return;
    const int count = static_cast<int>(stops.size());
    const int target = current < 0 ? (step > 0 ? 0 : count - 1) : (current + step + count) % count;
    focus_ = stops[static_cast<std::size_t>(target)]->id;
    reveal(focus_);
}

void Canvas::focus(std::string id) {
    focus_ = std::move(id);
}

bool Canvas::reveal(std::string_view id) {
    const Node* node = shown_.find(id);
    if (node == nullptr) return false;
    for (auto& [name, view] : viewports_) {
        // The viewport whose content holds the node: it lies within its sides.
        const float middle = node->rect.centre().x;
        if (middle < view.rect.x || middle > view.rect.right() || view.offset_max() <= 0) continue;
        if (node->viewport != name) continue;
        const float quarter = view.height / 4;
        const float above = view.rect.y + std::min(quarter, 40 * scale_) - node->rect.y;
        const float below =
            node->rect.bottom() - (view.rect.bottom() - std::min(quarter, fade_height()));
        if (above > 0) view.offset = std::max(0.0F, view.offset - above);
        if (above <= 0 && below > 0) {
            // Never so far that its top goes away.
            view.offset = std::min(view.offset_max(), view.offset + std::min(below, -above));
        }
        view.target.reset();
        view.velocity = 0;
    }
    return true;
}

void Canvas::keep_in_sight(const Rect& part) {
    const auto found = viewports_.find(drawn_viewport_);
    if (found == viewports_.end()) return;
    Viewport& view = found->second;
    const float bottom = view.rect.bottom() - (view.has_more_below() ? fade_height() : 0);
    const float before = view.offset;
    if (part.bottom() > bottom) view.offset += part.bottom() - bottom;
    if (part.y < view.rect.y) view.offset -= view.rect.y - part.y;
    view.offset = std::clamp(view.offset, 0.0F, view.offset_max());
    if (view.offset != before) draw_again();
}

void Canvas::forget_places() {
    viewports_.clear();
    focus_.clear();
    editing_.stop();
    told_.clear();
    gestures_.cancel();
    long_rows_.forget();
    is_focus_visible_ = false;
}

bool Canvas::keeps_far(Named row) {
    static const std::string kNone;
    const auto inner = std::find_if(open_viewports_.rbegin(), open_viewports_.rend(),
                                    [](const std::string& id) { return !id.empty(); });
    const std::string& viewport = inner == open_viewports_.rend() ? kNone : *inner;
    const auto height =
        long_rows_.place(row.id, static_cast<int>(elements_.size()), viewport, viewports_);
    if (!height) return false;
    Box room;
    room.height = *height / scale_;
    open(room, std::move(row));
    close();
    return true;
}

Box Canvas::scaled(Box box) const {
    const float s = scale_;
    box.gap = std::round(box.gap * s);
    if (box.line_gap >= 0) box.line_gap = std::round(box.line_gap * s);
    box.padding = {std::round(box.padding.left * s), std::round(box.padding.top * s),
                   std::round(box.padding.right * s), std::round(box.padding.bottom * s)};
    if (frame_.is_rtl) std::swap(box.padding.left, box.padding.right);
    if (box.width >= 0) box.width = std::round(box.width * s);
    if (box.height >= 0) box.height = std::round(box.height * s);
    box.overlap = std::round(box.overlap * s);
    box.min_width *= s;
    box.min_height *= s;
    box.max_width *= s;
    box.border_width = std::max(1.0F, std::round(box.border_width * s));
    box.radius *= s;
    box.shadow *= s;
    return box;
}

int Canvas::add(Element&& element) {
    const int index = static_cast<int>(elements_.size());
    element.parent = open_.empty() ? -1 : open_.back();
    elements_.push_back(std::move(element));
    if (!open_.empty()) {
        Element& parent = elements_[open_.back()];
        if (parent.last >= 0) {
            elements_[parent.last].next = index;
        } else {
            parent.first = index;
        }
        parent.last = index;
    }
    return index;
}

void Canvas::open(const Box& box) {
    Element element;
    element.box = scaled(box);
    open_.push_back(add(std::move(element)));
    open_viewports_.emplace_back();
}

Node Canvas::node_of(Named named) const {
    Node node;
    node.id = std::move(named.id);
    node.role = named.role;
    node.label = std::move(named.label);
    node.value = std::move(named.value);
    node.selected = std::move(named.selected);
    node.is_private = named.is_private;
    node.language = named.language.empty() ? frame_.language : named.language;
    node.state = named.state;
    node.action = named.action;
    node.cue = named.cue;
    return node;
}

void Canvas::open(const Box& box, Named named) {
    open(box);
    elements_[open_.back()].node = node_of(std::move(named));
}

void Canvas::close() {
    assert(open_.size() > 1);
    const std::string viewport = std::move(open_viewports_.back());
    const int closed = open_.back();
    open_.pop_back();
    open_viewports_.pop_back();
    if (viewport.empty()) return;
    const Box content = elements_[closed].box;
    add_arrows(viewport, content);
    open_.pop_back();  // the stack that holds viewport and arrows
    open_viewports_.pop_back();
}

void Canvas::pressed_color(Color color) {
    elements_[open_.back()].pressed = color;
}

Canvas::Scope Canvas::column(float gap, float grow) {
    Box b;
    b.gap = gap;
    b.grow = grow;
    return box(b);
}

Canvas::Scope Canvas::row(float gap, Place cross, float grow) {
    Box b;
    b.axis = Axis::row;
    b.gap = gap;
    b.cross = cross;
    b.grow = grow;
    return box(b);
}

Canvas::Scope Canvas::grid(int columns, float gap) {
    Box b;
    b.axis = Axis::grid;
    b.columns = columns;
    b.gap = gap;
    return box(b);
}

Canvas::Scope Canvas::wrap(float gap, Place main) {
    Box b;
    b.axis = Axis::wrap;
    b.main = main;
    b.gap = gap;
    return box(b);
}

Canvas::Scope Canvas::viewport(std::string id, const Box& content) {
    Box stack;
    stack.axis = Axis::stack;
    stack.main = Place::stretch;
    stack.shrinks = content.shrinks;
    stack.grow = content.shrinks ? 0 : (content.grow > 0 ? content.grow : 1);
    open(stack);
    Box view = content;
    view.grow = 0;
    // The last line must be able to rise above the arrows.
    const auto known = viewports_.find(id);
    if (known != viewports_.end() && known->second.offset_max() > 1)
        view.padding.bottom = std::max(view.padding.bottom, kArrowSide + 2 * kArrowMargin);
    open(view);
    Element& element = elements_[open_.back()];
    element.scroll_id = id;
    Node node;
    node.id = id;
    node.role = Role::scroll;
    element.node = std::move(node);
    open_viewports_.back() = std::move(id);
    return Scope{*this};
}

float Canvas::fade_height() const {
    return kFadeHeight * scale_;
}

Rect Canvas::clear_part(const Rect& visible, std::string_view viewport) const {
    const auto view = viewports_.find(viewport);
    if (view == viewports_.end() || !view->second.has_more_below()) return visible;
    Rect clear = view->second.rect;
    clear.h = std::max(0.0F, clear.h - fade_height());
    return visible.cut(clear);
}

// What goes on below dissolves towards the edge, so that the arrows cover no line of text.
void Canvas::fade_out(Color background) {
    const Color solid = background == 0 ? theme_->page : background;
    const float height = fade_height();
    paint(Box{}, [solid, height](Painter& painter, const Rect& rect) {
        const float h = std::min(height, rect.h);
        painter.gradient({rect.x, rect.bottom() - h, rect.w, h}, faded(solid, 0), solid);
    });
}

void Canvas::add_arrows(const std::string& id, const Box& content) {
    const auto found = viewports_.find(id);
    if (found == viewports_.end() || found->second.offset_max() <= 1) return;
    Viewport& view = found->second;
    const float page = view.height * kPageShare;
    const bool is_reduced = frame_.appearance.is_motion_reduced;
    if (activated(id + ".up")) gestures_.send(view, view.offset - page, is_reduced);
    if (activated(id + ".down")) gestures_.send(view, view.offset + page, is_reduced);
    if (view.has_more_below()) fade_out(content.background);
    Box corner;
    corner.axis = Axis::row;
    corner.main = Place::centre;
    corner.cross = Place::end;
    corner.gap = 20;
    corner.padding = {0, 0, 0, kArrowMargin};
    const auto layer = box(corner);
    const auto arrow = [&](const char* way, const char* pictogram, const std::string& spoken,
                           bool is_there) {
        if (!is_there) return;
        Box round;
        round.axis = Axis::row;
        round.main = Place::centre;
        round.cross = Place::centre;
        round.width = std::max(kArrowSide, target_min());
        round.height = round.width;
        round.radius = round.width / 2;
        round.background = theme_->surface;
        round.border = theme_->border;
        round.shadow = 10;
        const auto button = box(round, named_arrow(id + way, spoken));
        pressed_color(theme_->action_tint);
        picture(pictogram, 40, theme_->action);
    };
    arrow(".up", "arrow-up", frame_.scroll_up, view.has_more_above());
    arrow(".down", "arrow-down", frame_.scroll_down, view.has_more_below());
}

Canvas::Scope Canvas::entering(std::string key, const Box& style) {
    open(style);
    const auto before = entered_.find(key);
    entering_[key] = before == entered_.end() ? frame_.seconds : before->second;
    elements_[open_.back()].enters = std::move(key);
    return Scope{*this};
}

Canvas::Scope Canvas::cover(const Box& style, Named named) {
    open(style, std::move(named));
    elements_[open_.back()].is_cover = true;
    return Scope{*this};
}

}  // namespace qp::kiosk::ui
