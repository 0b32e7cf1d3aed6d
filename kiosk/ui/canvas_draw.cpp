// SPDX-License-Identifier: EUPL-1.2
// What a canvas holds and how a frame of it is laid out, drawn and written into the semantics tree.
#include <cmath>
#include <utility>

#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {
namespace {

constexpr float kFocusWidth = 6;
constexpr float kFocusGap = 4;
constexpr float kShadowShare = 0.13F;
constexpr float kPressedShare = 0.09F;
constexpr float kRise = 28;
constexpr float kShapeFocusRadius = 12;
constexpr float kPictureGrowthMax = 1.3F;

}  // namespace

TextStyle Canvas::style(Type type, const TextOptions& options) const {
    TextStyle style = text_style(type, text_factor_, scale_);
    style.align = options.align;
    style.lines_max = options.lines_max;
    style.is_page_rtl = frame_.is_rtl;
    style.language = options.language.empty() ? frame_.language : options.language;
    return style;
}

bool Canvas::warm_up() {
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ \u00C4\u00D6\u00DC abcdefghijklmnopqrstuvwxyz "
        "\u00E4\u00F6\u00FC\u00DF 0123456789 .,:;!?\u2026\u00B7\u201E\u201C()/&-% etaoinshrdlu nei";
    if (warmed_ >= kTypes) return false;
    text_.lay_out(kLetters, style(static_cast<Type>(warmed_)), 0);
    ++warmed_;
    return true;
}

void Canvas::text(std::string_view words, Type type, TextOptions options) {
    if (words.empty()) return;
    Element element;
    element.content = Content::text;
    element.style = style(type, options);
    element.text = std::string{words};
    element.color = options.color == 0 ? theme_->text : options.color;
    element.box.grow = options.grow;
    element.box.max_width = options.max_width * scale_;
    if (!options.is_silent) {
        Node node;
        node.id = std::move(options.id);
        node.role = options.role;
        node.cue = options.cue;
        node.label = element.text;
        node.language = element.style.language;
        element.node = std::move(node);
    }
    add(std::move(element));
}

void Canvas::picture(std::string_view pictogram, float side, Color color) {
    Element element;
    element.content = Content::picture;
    element.picture = std::string{pictogram};
    element.color = color == 0 ? theme_->text : color;
    // Pictograms grow with the words beside them, as far as discs and keys have room for.
    element.box.width = std::round(side * scale_ * std::min(text_factor_, kPictureGrowthMax));
    element.box.height = element.box.width;
    add(std::move(element));
}

void Canvas::space(float length) {
    const Axis axis = elements_[open_.back()].box.axis;
    Element element;
    if (axis == Axis::column) {
        element.box.height = std::round(length * scale_);
    } else {
        element.box.width = std::round(length * scale_);
    }
    add(std::move(element));
}

void Canvas::spring(float grow) {
    Element element;
    element.box.grow = grow;
    add(std::move(element));
}

void Canvas::divider() {
    Element element;
    const bool is_column = elements_[open_.back()].box.axis == Axis::column;
    (is_column ? element.box.height : element.box.width) = std::max(1.0F, std::round(2 * scale_));
    element.box.background = theme_->border_soft;
    add(std::move(element));
}

void Canvas::paint(const Box& box, Paint paint) {
    Element element;
    element.content = Content::paint;
    element.box = scaled(box);
    element.paint = std::move(paint);
    add(std::move(element));
}

void Canvas::paint(const Box& box, Named named, Paint draw) {
    paint(box, std::move(draw));
    elements_.back().node = node_of(std::move(named));
}

void Canvas::nodes_of_last(std::function<void(Tree&, const Rect&, const Rect&)> add) {
    elements_.back().add_nodes = std::move(add);
}

void Canvas::height_of_last(std::function<float(float)> height_for_width) {
    elements_.back().height_for = std::move(height_for_width);
}

bool Canvas::end(ImDrawList& list) {
    while (open_.size() > 1) close();
    const Rect window{0, 0, frame_.window.w, frame_.window.h};
    std::map<std::string, bool> was_high;
    for (const auto& [id, view] : viewports_) was_high[id] = view.offset_max() > 1;

    Layout{elements_, text_, viewports_, frame_.is_rtl}.run(0, window);
    if (long_rows_.take_places(elements_, viewports_)) is_again_ = true;
    tree_.clear();
    if (texts_ != nullptr) texts_->clear();
    Painter painter{list, text_, pictograms_, shadows_, scale_};
    draw(0, window, 0, painter);
    std::swap(shown_, tree_);
    text_.end_frame();

    for (const auto& [id, view] : viewports_) {
        const auto before = was_high.find(id);
        // The arrows are put in by the next frame, which knows that there is something to scroll.
        if (view.offset_max() > 1 && (before == was_high.end() || !before->second))
            is_again_ = true;
    }
    entered_ = entering_;
    for (const auto& [key, since] : entered_) {
        if (entered_share(key) < 1) is_again_ = true;
    }
    return is_again_ || gestures_.is_moving() || editing_.has_strokes();
}

// Quick at first, then slower: what comes is there before it has come to rest.
float Canvas::entered_share(const std::string& key) const {
    const auto since = entering_.find(key);
    if (since == entering_.end() || frame_.appearance.is_motion_reduced) return 1;
    const double share = std::clamp((frame_.seconds - since->second) / kEnterSeconds, 0.0, 1.0);
    const double left = 1 - share;
    return static_cast<float>(1 - left * left * left);
}

void Canvas::draw(int index, const Rect& clip, int depth, Painter& painter) {
    Element& element = elements_[index];
    const Rect visible = element.rect.cut(clip);
    const float share = element.enters.empty() ? 1 : entered_share(element.enters);
    const int first_vertex = painter.vertices();
    if (element.is_cover) tree_.cover();
    if (element.is_cover && texts_ != nullptr) texts_->clear();
    const bool has_own_layer = element.box.shadow > 0;
    const bool is_drawn = !visible.is_empty() || has_own_layer;
    if (element.node) {
        // What is not drawn needs it no more: of a long list that is most.
        Node node = is_drawn ? *element.node : std::move(*element.node);
        node.rect = element.rect;
        node.visible = visible;
        node.depth = depth;
        node.viewport = drawn_viewport_;
        node.state.is_focused = is_focus_visible_ && !node.id.empty() && node.id == focus_;
        tree_.add(std::move(node));
    }
    if (is_drawn) {
        draw_surface(element, painter);
        draw_content(element, visible, painter);
    }
    if (element.add_nodes) {
        const std::size_t first = tree_.nodes().size();
        Tree shapes;
        element.add_nodes(shapes, element.rect, visible);
        // Shapes know no frame; without a language nobody can speak them.
        for (Node shape : shapes.nodes()) {
            if (shape.language.empty()) shape.language = frame_.language;
            shape.viewport = drawn_viewport_;
            tree_.add(std::move(shape));
        }
        const Node* shape = is_focus_visible_ ? tree_.mark_focused(focus_, first) : nullptr;
        if (shape != nullptr) draw_focus(shape->rect, kShapeFocusRadius, painter);
    }
    const bool is_viewport = !element.scroll_id.empty();
    const bool is_clipped = is_viewport || element.box.clips;
    const std::string outer = drawn_viewport_;
    if (is_viewport) drawn_viewport_ = element.scroll_id;
    if (is_clipped) painter.push_clip(visible);
    for (int child = element.first; child >= 0; child = elements_[child].next) {
        draw(child, is_clipped ? visible : clip, depth + (element.node ? 1 : 0), painter);
    }
    if (is_clipped) painter.pop_clip();
    drawn_viewport_ = outer;
    if (element.node && is_focus_visible_ && element.node->id == focus_ && !focus_.empty()) {
        draw_focus(element.rect, element.box.radius, painter);
    }
    if (share < 1) painter.soften(first_vertex, share, (1 - share) * kRise * scale_);
}

void Canvas::draw_focus(const Rect& rect, float radius, Painter& painter) const {
    const float around = (kFocusGap + kFocusWidth) * scale_;
    // What reaches to the edge of the glass has it inside.
    const Rect ring = rect.grown(around).cut({0, 0, frame_.window.w, frame_.window.h});
    painter.outline(ring, theme_->surface, around, radius + around);
    painter.outline(ring, theme_->focus, kFocusWidth * scale_, radius + around);
}

// Whoever touches a thing sees at once that it is meant, before the finger is lifted. Groups are
// what lies behind a sheet, and stay.
Color Canvas::surface_color(const Element& element) const {
    const Color background = element.box.background;
    if (!element.node || !is_pressed(element.node->id)) return background;
    if (element.pressed != 0) return element.pressed;
    if (element.node->action == Action::none || element.node->role == Role::group)
        return background;
    return background == 0 ? faded(theme_->text, kPressedShare)
                           : mixed(background, theme_->text, kPressedShare);
}

void Canvas::draw_surface(const Element& element, Painter& painter) const {
    // The page itself is what the window shows where nothing is drawn.
    if (&element == &elements_.front()) return;
    const Box& box = element.box;
    const Color background = surface_color(element);
    if (box.shadow > 0) {
        const Rect lower{element.rect.x, element.rect.y + box.shadow / 2, element.rect.w,
                         element.rect.h};
        painter.shadow(lower, box.radius, box.shadow, faded(theme_->shadow, kShadowShare));
    }
    painter.fill(element.rect, background, box.radius, box.corners);
    painter.outline(element.rect, box.border, box.border_width, box.radius);
}

void Canvas::draw_content(Element& element, const Rect& visible, Painter& painter) {
    const Rect& rect = element.rect;
    switch (element.content) {
        case Content::box:
            break;
        case Content::text:
            draw_text(element, visible, painter);
            break;
        case Content::picture:
            painter.pictogram(element.picture, rect, element.color);
            break;
        case Content::paint:
            if (element.paint) element.paint(painter, rect.inset(element.box.padding));
            break;
    }
}

void Canvas::draw_text(const Element& element, const Rect& visible, Painter& painter) {
    const Rect& rect = element.rect;
    if (element.is_single_line) {
        const Paragraph& line = painter.set(element.text, element.style, 0);
        const float room = std::max(0.0F, rect.w - line.size.w);
        float shift = element.style.align == TextAlign::start ? 0 : room;
        if (element.style.align == TextAlign::centre) shift = room / 2;
        if (frame_.is_rtl) shift = room - shift;
        painter.text(line, {rect.x + shift, rect.y}, element.color);
        return record_text(element, visible, line);
    }
    const bool is_plain = element.style.align == TextAlign::start && !frame_.is_rtl;
    // Set again only where alignment needs the final width.
    const float width = is_plain && element.measured.size() == 1
                            ? std::min(element.measured.front().for_width, element.box.max_width)
                            : rect.w;
    const Paragraph& lines = painter.set(element.text, element.style, width);
    painter.text(lines, {rect.x, rect.y}, element.color);
    record_text(element, visible, lines);
}

void Canvas::record_text(const Element& element, const Rect& visible,
                         const Paragraph& paragraph) const {
    if (texts_ == nullptr) return;
    DrawnText drawn;
    drawn.text = element.text;
    drawn.size_px = element.style.size_px;
    drawn.rect = element.rect;
    drawn.visible = clear_part(visible, drawn_viewport_);
    drawn.needed = paragraph.size;
    drawn.is_cut = paragraph.is_cut;
    drawn.color = element.color;
    constexpr Color kOpaque = 0xFF000000;
    bool is_background_known = true;
    std::optional<Rect> around;
    int inside = -1;
    for (int i = element.parent; i >= 0; inside = i, i = elements_[i].parent) {
        const Element& box = elements_[i];
        // What a drawing below it looks like at this place is not known here.
        if (box.box.axis == Axis::stack && inside >= 0 && box.first != inside &&
            drawn.background == 0 && elements_[box.first].content == Content::paint)
            is_background_known = false;
        if (drawn.background == 0 && (box.box.background & kOpaque) == kOpaque)
            drawn.background = box.box.background;
        drawn.is_scrolled = drawn.is_scrolled || !box.scroll_id.empty();
        if (!drawn.is_scrolled) around = around ? around->cut(box.rect) : box.rect;
    }
    if (!is_background_known) drawn.background = 0;
    drawn.around = around.value_or(element.rect);
    texts_->push_back(std::move(drawn));
}

}  // namespace qp::kiosk::ui
