// SPDX-License-Identifier: EUPL-1.2
// Each check finds the fault that it is there for.
#include "kiosk/accessibility/shown_checks.h"

#include <doctest/doctest.h>

namespace qp::kiosk::accessibility {
namespace {

constexpr Size kWindow{1080, 1920};
constexpr Color kBlack = 0xFF000000;
constexpr Color kWhite = 0xFFFFFFFF;
constexpr Color kGrey = 0xFFAAAAAA;

ui::Node target(const char* id, Rect rect) {
    ui::Node node;
    node.id = id;
    node.role = ui::Role::button;
    node.label = id;
    node.language = "de";
    node.action = ui::Action::press;
    node.rect = rect;
    node.visible = rect;
    return node;
}

ui::Tree tree_of(std::vector<ui::Node> nodes) {
    ui::Tree tree;
    for (ui::Node& node : nodes) tree.add(std::move(node));
    return tree;
}

ui::DrawnText good_text() {
    ui::DrawnText text;
    text.text = "Gut lesbar";
    text.size_px = 40;
    text.rect = {100, 100, 200, 40};
    text.needed = {200, 40};
    text.around = {90, 90, 300, 60};
    text.color = kBlack;
    text.background = kWhite;
    return text;
}

TEST_CASE("K20: a target a pixel too small is found, and one without an id") {
    const ui::Glass glass;
    CHECK(check_targets(tree_of({target("send", {0, 0, 35, 35})}), glass).empty());
    CHECK(check_targets(tree_of({target("send", {0, 0, 35, 33})}), glass).size() == 1);
    CHECK(check_targets(tree_of({target("", {0, 0, 35, 35})}), glass).size() == 1);
}

TEST_CASE("K14: two things of one name are found") {
    const Rect anywhere{0, 0, 40, 40};
    CHECK(check_names(tree_of({target("a", anywhere), target("b", anywhere)})).empty());
    CHECK(check_names(tree_of({target("a", anywhere), target("a", anywhere)})).size() == 1);
}

TEST_CASE("K20: two targets that are too close are found, a part inside its whole is not") {
    const ui::Glass glass;
    const auto beside = [](float x) {
        return tree_of({target("a", {0, 0, 40, 40}), target("b", {x, 0, 40, 40})});
    };
    CHECK(check_gaps(beside(47), glass).empty());
    CHECK(check_gaps(beside(45), glass).size() == 1);
    CHECK(check_gaps(beside(20), glass).size() == 1);
    CHECK(check_gaps(tree_of({target("a", {0, 0, 90, 90}), target("b", {9, 9, 40, 40})}), glass)
              .empty());
}

TEST_CASE("K24: text that is cut, too large for its room or outside of its box is found") {
    CHECK(check_clipping({good_text()}, kWindow).empty());
    ui::DrawnText cut = good_text();
    cut.is_cut = true;
    CHECK(check_clipping({cut}, kWindow).size() == 1);
    ui::DrawnText wide = good_text();
    wide.needed.w = 230;
    CHECK(check_clipping({wide}, kWindow).size() == 1);
    ui::DrawnText low = good_text();
    low.around.h = 30;
    CHECK(check_clipping({low}, kWindow).size() == 1);
    ui::DrawnText out = good_text();
    out.rect.x = out.around.x = 1000;
    CHECK(check_clipping({out}, kWindow).size() == 1);
}

TEST_CASE("K24: what stays on the left of a right-to-left page is found") {
    const ui::Tree left = tree_of({target("a", {10, 0, 100, 40})});
    CHECK(check_mirrored(left, tree_of({target("a", {970, 0, 100, 40})}), 1080).empty());
    CHECK(check_mirrored(left, left, 1080).size() == 1);
    CHECK(check_mirrored(left, ui::Tree{}, 1080).size() == 1);
}

TEST_CASE("K19: grey on white is found") {
    CHECK(check_contrast({good_text()}).empty());
    ui::DrawnText grey = good_text();
    grey.color = kGrey;
    CHECK(check_contrast({grey}).size() == 1);
}

TEST_CASE("K12: small letters are found") {
    const ui::Glass glass;
    CHECK(check_capitals({good_text()}, glass).empty());
    ui::DrawnText small = good_text();
    small.size_px = 20;
    CHECK(check_capitals({small}, glass).size() == 1);
}

TEST_CASE("K26: a button above the reach is found") {
    const ui::Glass glass;
    CHECK(check_reach(tree_of({target("a", {0, 1500, 90, 90})}), glass, 1920).empty());
    CHECK(check_reach(tree_of({target("a", {0, 100, 90, 90})}), glass, 1920).size() == 1);
}

TEST_CASE("K18: what scrolls without an arrow is found") {
    ui::Viewports viewports;
    viewports["list"].content = 900;
    viewports["list"].height = 500;
    ui::Node list;
    list.id = "list";
    list.role = ui::Role::scroll;
    CHECK(check_arrows(tree_of({list, target("list.down", {0, 0, 80, 80})}), viewports).empty());
    CHECK(check_arrows(tree_of({list}), viewports).size() == 1);
    CHECK(check_arrows(ui::Tree{}, viewports).empty());  // another screen's
}

TEST_CASE("K06, K10: a picture without words and words without a language are found") {
    CHECK(check_words(tree_of({target("a", {})})).empty());
    CHECK(check_languages(tree_of({target("a", {})})).empty());
    ui::Node picture;
    picture.role = ui::Role::picture;
    CHECK(check_words(tree_of({picture})).size() == 1);
    picture.label = "Ein Baum";
    CHECK(check_languages(tree_of({picture})).size() == 1);
}

}  // namespace
}  // namespace qp::kiosk::accessibility
