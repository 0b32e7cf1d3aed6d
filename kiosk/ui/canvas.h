// SPDX-License-Identifier: EUPL-1.2
// One frame of the kiosk: boxes are opened and closed, widgets put in, then laid out and drawn.
// Screens and widgets write to it; it keeps what outlives a frame (scrolling, focus, the caret).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/draw/pictograms.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/ui/appearance.h"
#include "kiosk/ui/editing.h"
#include "kiosk/ui/element.h"
#include "kiosk/ui/gestures.h"
#include "kiosk/ui/input.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/long_rows.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/semantics.h"
#include "kiosk/ui/told.h"
#include "kiosk/ui/writing_words.h"

struct ImDrawList;

namespace qp::kiosk::ui {

// How long a screen or a sheet takes to appear; at once where motion is reduced.
inline constexpr double kEnterSeconds = 0.18;

// What a frame is drawn for.
struct Frame {
    Size window{1080, 1920};
    Glass glass;
    Appearance appearance;
    double seconds = 0;  // of a clock that only goes forward
    std::string language = "de";
    bool is_rtl = false;
    std::string scroll_up = "scroll up";  // how the arrow buttons are spoken
    std::string scroll_down = "scroll down";
    WritingWords writing;
    Input input;
};

struct TextOptions {
    Color color = 0;  // 0: the theme's text
    TextAlign align = TextAlign::start;
    int lines_max = 0;
    float grow = 0;
    float max_width = 1e9F;
    std::string language;  // empty: the frame's
    std::string id;
    Role role = Role::text;
    bool is_silent = false;  // part of a card that says everything itself
    Cue cue = Cue::none;
};

// A box that can be pressed, or is named for other reasons.
struct Named {
    std::string id;
    Role role = Role::group;
    std::string label;
    std::string value;
    NodeState state;
    Action action = Action::none;
    std::string language{};  // of the label; empty: the frame's
    bool is_private = false;
    std::string selected{};
    Cue cue = Cue::none;
};

// A text as it was drawn. A tree knows no silent ones, nor how much room their letters need.
struct DrawnText {
    std::string text;
    float size_px = 0;
    Rect rect;            // the room it was given, in window pixels
    Rect visible;         // what of it is neither scrolled away nor dissolves at an edge
    Size needed;          // what its lines cover
    bool is_cut = false;  // it has more lines than it may have
    Rect around;          // the room that the boxes around it have, up to their viewport
    bool is_scrolled = false;
    Color color = 0;
    Color background = 0;  // of the nearest opaque box around it; 0: there is none
};

class Canvas {
public:
    // Closes the box when it goes out of scope.
    class Scope {
    public:
        explicit Scope(Canvas& canvas) : canvas_{canvas} {}
        ~Scope() { canvas_.close(); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        Canvas& canvas_;
    };

    Canvas(TextEngine& text, Pictograms& pictograms, Shadows& shadows);

    // Resolves what the person did against the frame they saw.
    void begin(const Frame& frame);
    // Lays out and draws, on a ground of `theme().page`. True: draw again at once (something moves,
    // or has just become scrollable).
    bool end(ImDrawList& list);

    const Theme& theme() const { return *theme_; }
    const Frame& frame() const { return frame_; }
    bool is_wide() const { return frame_.window.w > frame_.window.h; }
    float scale() const { return scale_; }
    // The window in design pixels.
    Size design_size() const { return {frame_.window.w / scale_, frame_.window.h / scale_}; }
    // What of it a screen has: less where the low layout leaves the top free.
    Size room() const { return {design_size().w, design_size().h - out_of_reach()}; }
    // The smallest side of anything that is pressed (12.7 mm), and the smallest gap between two
    // such things (2.54 mm), in design pixels.
    float target_min() const;
    float gap_min() const;
    // How much larger body text is than in type_scale.h.
    float text_factor() const { return text_factor_; }
    // What lies above the reach of the low layout, in design pixels; 0 in any other.
    float out_of_reach() const;
    bool is_rtl() const { return frame_.is_rtl; }

    [[nodiscard]] Scope box(const Box& box) { return open(box), Scope{*this}; }
    [[nodiscard]] Scope box(const Box& box, Named named) {
        return open(box, std::move(named)), Scope{*this};
    }
    [[nodiscard]] Scope column(float gap, float grow = 0);
    [[nodiscard]] Scope row(float gap, Place cross = Place::centre, float grow = 0);
    [[nodiscard]] Scope grid(int columns, float gap);
    [[nodiscard]] Scope wrap(float gap, Place main = Place::start);
    // A viewport that takes the room its parent leaves (where its content shrinks: no more than
    // that is high), with arrow buttons where its content is higher.
    [[nodiscard]] Scope viewport(std::string id, const Box& content);
    // Before each row of a long list, of which the next box is one. True: it is far out of sight,
    // its room has been kept under that name, and it is not to be built (long_rows.h).
    [[nodiscard]] bool keeps_far(Named row);
    // A layer over everything built so far, which takes no more input.
    [[nodiscard]] Scope cover(const Box& box, Named named);
    // A box that fades and rises in over kEnterSeconds when its key was not there before. Where it
    // can be touched does not move.
    [[nodiscard]] Scope entering(std::string key, const Box& box);
    void open(const Box& box);
    Node node_of(Named named) const;
    void open(const Box& box, Named named);
    void close();
    // Makes the open box darken to this colour while a finger is on it.
    void pressed_color(Color color);

    void text(std::string_view words, Type type, TextOptions options = {});
    void picture(std::string_view pictogram, float side, Color color = 0);
    void space(float length);     // along the axis of the open box
    void spring(float grow = 1);  // takes what is left
    void divider();
    using Paint = std::function<void(Painter&, const Rect&)>;
    void paint(const Box& box, Paint paint);
    void paint(const Box& box, Named named, Paint paint);
    // Adds nodes of shapes inside the last painted element; called after layout.
    void nodes_of_last(std::function<void(Tree&, const Rect&, const Rect&)> add);
    void height_of_last(std::function<float(float)> height_for_width);

    // Whether this id was pressed and let go, or chosen by key, since the last frame.
    bool activated(std::string_view id) const { return !id.empty() && id == activated_; }
    const std::string& activated_id() const { return activated_; }
    bool is_pressed(std::string_view id) const { return !id.empty() && gestures_.pressed() == id; }
    bool went_back() const { return went_back_; }
    // The finger that is down has another use: until it is lifted it presses and scrolls nothing.
    void keep_finger() { gestures_.cancel(); }

    Editing& editing() { return editing_; }
    const Editing& editing() const { return editing_; }
    TextStyle style(Type type, const TextOptions& options = {}) const;
    TextEngine& text_engine() { return text_; }
    // Finds fonts and draws letters of one more size while nobody waits. False: all are there.
    bool warm_up();

    // Something is under way that time alone will show.
    void draw_again() { is_again_ = true; }

    const Tree& shown() const { return shown_; }
    void tell(Told told) { told_.push_back(std::move(told)); }
    // What was told since it was last asked for, in order.
    std::vector<Told> take_told() { return std::exchange(told_, {}); }
    // From now on each frame leaves its texts there, without those behind a sheet; null: nowhere.
    void record_texts(std::vector<DrawnText>* texts) { texts_ = texts; }
    Viewports& viewports() { return viewports_; }
    const Viewports& viewports() const { return viewports_; }
    // What of a visible part does not dissolve at the edge of what it scrolls in.
    Rect clear_part(const Rect& visible, std::string_view viewport) const;
    // Forgets scrolling, focus and the field that is being edited: another screen, or another
    // person.
    void forget_places();
    // Scrolls so that a node can be seen. False: there is none with that id.
    bool reveal(std::string_view id);
    // The same for a part of what is being drawn: the line that is written in.
    void keep_in_sight(const Rect& part);
    void focus(std::string id);
    const std::string& focused() const { return focus_; }

private:
    int add(Element&& element);
    Box scaled(Box box) const;
    void resolve_input();
    void press_key(Key key);
    bool is_double_strike(const std::string& what);
    void select_focused();
    void turn_pages(float pages);
    void move_focus(int step);
    void draw(int index, const Rect& clip, int depth, Painter& painter);
    void draw_focus(const Rect& rect, float radius, Painter& painter) const;
    float entered_share(const std::string& key) const;
    Color surface_color(const Element& element) const;
    void draw_surface(const Element& element, Painter& painter) const;
    void draw_content(Element& element, const Rect& visible, Painter& painter);
    void draw_text(const Element& element, const Rect& visible, Painter& painter);
    void record_text(const Element& element, const Rect& visible, const Paragraph& paragraph) const;
    void add_arrows(const std::string& id, const Box& content);
    void fade_out(Color background);
    float fade_height() const;

    TextEngine& text_;
    Pictograms& pictograms_;
    Shadows& shadows_;
    const Theme* theme_ = &theme_of(ThemeName::light);
    Frame frame_;
    float scale_ = 1;
    float text_factor_ = 1;
    std::map<std::string, double> entered_;   // since when a key has been shown
    std::map<std::string, double> entering_;  // in this frame

    std::vector<Element> elements_;
    std::vector<int> open_;
    LongRows long_rows_;
    std::vector<std::string> open_viewports_;  // parallel to open_: its id, or empty
    Tree tree_;
    std::string drawn_viewport_;
    Tree shown_;
    std::vector<Told> told_;
    std::vector<DrawnText>* texts_ = nullptr;
    Viewports viewports_;
    Gestures gestures_;
    Editing editing_;
    std::string activated_;
    std::string focus_;
    bool is_focus_visible_ = false;
    std::string struck_;  // what was touched or pressed last, and when
    double struck_at_ = 0;
    bool went_back_ = false;
    bool is_again_ = false;
    int warmed_ = 0;
};

}  // namespace qp::kiosk::ui
