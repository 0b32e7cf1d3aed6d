// SPDX-License-Identifier: EUPL-1.2
// Each check finds the fault that it is there for.
#include "kiosk/accessibility/pixel_checks.h"

#include <doctest/doctest.h>

namespace qp::kiosk::accessibility {
namespace {

constexpr int kSide = 120;
const Rect kBox{20, 20, 80, 40};

Picture sheet_of(std::uint8_t grey) {
    return {kSide, kSide, std::vector<std::uint8_t>(std::size_t{kSide} * kSide * 3, grey)};
}

void fill(Picture& picture, const Rect& rect, std::uint8_t grey) {
    for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y)
        for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x)
            for (int color = 0; color < 3; ++color)
                picture.rgb[static_cast<std::size_t>((y * kSide + x) * 3 + color)] = grey;
}

ui::DrawnText a_text() {
    ui::DrawnText text;
    text.text = "Lesbar";
    text.size_px = 20;
    text.rect = kBox;
    text.visible = kBox;
    return text;
}

ui::Node a_control(ui::Role role, ui::Action action) {
    ui::Node node;
    node.id = "send";
    node.role = role;
    node.action = action;
    node.rect = kBox;
    node.visible = kBox;
    return node;
}

ui::Tree tree_of(ui::Node node) {
    ui::Tree tree;
    tree.add(std::move(node));
    return tree;
}

TEST_CASE("K19: letters that fade into their ground are found, whichever is the darker") {
    const auto written = [](std::uint8_t ground, std::uint8_t ink) {
        Picture picture = sheet_of(ground);
        fill(picture, {30, 30, 3, 18}, ink);
        return check_letters(picture, {a_text()}).size();
    };
    CHECK(written(255, 0) == 0);
    CHECK(written(255, 0x76) == 0);  // 4.54
    CHECK(written(255, 0x7A) == 1);  // 4.29
    CHECK(written(0x20, 0xFF) == 0);
    CHECK(written(0x20, 0x60) == 1);
    // What has been scrolled away but for a sliver is not judged.
    ui::DrawnText gone = a_text();
    gone.visible.h = 5;
    CHECK(check_letters(sheet_of(255), {gone}).empty());
    CHECK(check_letters(sheet_of(255), {a_text()}).size() == 1);
}

TEST_CASE("K19: a sign nobody sees is found, and a field without an edge") {
    const ui::Tree button = tree_of(a_control(ui::Role::button, ui::Action::press));
    Picture picture = sheet_of(255);
    CHECK(check_controls(picture, button).size() == 1);
    fill(picture, {50, 30, 10, 10}, 0xA0);  // 2.6
    CHECK(check_controls(picture, button).size() == 1);
    fill(picture, {50, 30, 10, 10}, 0x90);  // 3.2
    CHECK(check_controls(picture, button).empty());

    const ui::Tree field = tree_of(a_control(ui::Role::field, ui::Action::edit));
    CHECK(check_controls(picture, field).size() == 4);
    fill(picture, kBox, 0x50);
    fill(picture, kBox.grown(-2), 255);
    fill(picture, {50, 30, 10, 10}, 0);
    CHECK(check_controls(picture, field).empty());
    fill(picture, {kBox.x, kBox.y, 2, kBox.h}, 255);  // its left edge is gone
    CHECK(check_controls(picture, field).size() == 1);
}

TEST_CASE("K21: a ring that is pale, thin or on one side alone is no mark of the focus") {
    const ui::Node node = a_control(ui::Role::button, ui::Action::press);
    const Picture without = sheet_of(255);
    const auto marked = [&](float width, std::uint8_t grey) {
        Picture with = without;
        fill(with, kBox.grown(4 + width), grey);
        fill(with, kBox.grown(4), 255);
        return check_focus_mark(without, with, node, 1).size();
    };
    CHECK(marked(4, 0x50) == 0);
    CHECK(marked(4, 0xB0) == 1);
    CHECK(marked(1, 0x50) == 1);
    Picture half = without;
    fill(half, {kBox.x, kBox.y - 8, kBox.w, 4}, 0);
    CHECK(check_focus_mark(without, half, node, 1).size() == 1);
    ui::Node hidden = node;
    hidden.visible = {};
    CHECK(check_focus_mark(without, half, hidden, 1).size() == 1);
}

TEST_CASE("K16: a state that only a hue tells, or nothing, is found") {
    const ui::Node node = a_control(ui::Role::toggle, ui::Action::press);
    const Picture off = sheet_of(255);
    Picture on = off;
    fill(on, {90, 90, 10, 10}, 0);  // elsewhere
    CHECK(check_state(off, on, node).size() == 1);
    fill(on, {40, 30, 8, 8}, 0xC0);
    CHECK(check_state(off, on, node).size() == 1);
    fill(on, {40, 30, 8, 8}, 0x40);
    CHECK(check_state(off, on, node).empty());
}

TEST_CASE("K25: what flashes is found, what fades in is not") {
    const auto frames = [](std::initializer_list<int> greys) {
        std::vector<Picture> pictures;
        for (const int grey : greys) pictures.push_back(sheet_of(static_cast<std::uint8_t>(grey)));
        return pictures;
    };
    CHECK(check_flashes(frames({255, 200, 120, 40, 40})).empty());
    CHECK(check_flashes(frames({40, 90, 255})).empty());
    CHECK(check_flashes(frames({255, 40, 255})).size() == 1);
    CHECK(check_flashes(frames({40, 120, 200, 120, 40})).size() == 1);  // in small steps too
    CHECK(check_flashes(frames({255, 250, 255})).empty());
    std::vector<Picture> corner = frames({255, 255, 255});
    fill(corner[1], {0, 0, 40, 40}, 0);  // a ninth of the glass
    CHECK(check_flashes(corner).empty());
    CHECK(check_flashes({}).size() == 1);

    CHECK(check_still(frames({255})).empty());
    CHECK(check_still(frames({255, 40})).empty());
    CHECK(check_still(frames({255, 90, 40})).size() == 1);
}

}  // namespace
}  // namespace qp::kiosk::accessibility
