// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/matrix.h"

#include <algorithm>
#include <array>
#include <set>

namespace qp::kiosk::accessibility {
namespace {

constexpr std::size_t kAxes = 6;
using Point = std::array<std::size_t, kAxes>;  // a value's place on each axis
using Pair = std::array<std::size_t, 4>;       // axis, value, axis, value

Point lengths(const Axes& axes) {
    return {
        axes.screens, axes.languages.size(), ui::kThemeNames.size(), ui::kTextSizes.size(), 2, 2};
}

Look look_at(const Axes& axes, const Point& at) {
    return {
        at[0],     axes.languages[at[1]], ui::kThemeNames[at[2]], ui::kTextSizes[at[3]], at[4] == 1,
        at[5] == 1};
}

std::vector<Point> all_points(const Axes& axes) {
    std::vector<Point> points{Point{}};
    const Point ends = lengths(axes);
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
        std::vector<Point> longer;
        for (Point point : points) {
            for (point[axis] = 0; point[axis] < ends[axis]; ++point[axis]) longer.push_back(point);
        }
        points = std::move(longer);
    }
    return points;
}

std::vector<Pair> pairs_of(const Point& point) {
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < kAxes; ++a) {
        for (std::size_t b = a + 1; b < kAxes; ++b) pairs.push_back({a, point[a], b, point[b]});
    }
    return pairs;
}

std::size_t count_missing(const Point& point, const std::set<Pair>& missing) {
    const auto pairs = pairs_of(point);
    return static_cast<std::size_t>(std::count_if(
        pairs.begin(), pairs.end(), [&](const Pair& pair) { return missing.count(pair) > 0; }));
}

// Holds one missing pair, and whatever meets most on the other axes, one after the other.
Point best_with(const Pair& pair, const Point& ends, const std::set<Pair>& missing) {
    Point point{};
    point[pair[0]] = pair[1];
    point[pair[2]] = pair[3];
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
        if (axis == pair[0] || axis == pair[2]) continue;
        Point best = point;
        for (Point other = point; other[axis] < ends[axis]; ++other[axis]) {
            if (count_missing(other, missing) > count_missing(best, missing)) best = other;
        }
        point = best;
    }
    return point;
}

}  // namespace

std::string describe(const Look& look) {
    return look.language + ", theme " + std::to_string(static_cast<int>(look.theme)) +
           ", text size " + std::to_string(static_cast<int>(look.text_size)) +
           (look.is_wide ? ", wide" : ", upright") + (look.is_low_reach ? ", low" : "");
}

std::vector<Look> whole_matrix(const Axes& axes) {
    std::vector<Look> looks;
    for (const Point& point : all_points(axes)) looks.push_back(look_at(axes, point));
    return looks;
}

std::vector<Look> pairwise(const Axes& axes) {
    std::set<Pair> missing;
    for (const Point& point : all_points(axes)) {
        for (const Pair& pair : pairs_of(point)) missing.insert(pair);
    }
    std::vector<Point> chosen;
    while (!missing.empty()) {
        chosen.push_back(best_with(*missing.begin(), lengths(axes), missing));
        for (const Pair& pair : pairs_of(chosen.back())) missing.erase(pair);
    }
    std::sort(chosen.begin(), chosen.end());
    std::vector<Look> looks;
    looks.reserve(chosen.size());
    for (const Point& point : chosen) looks.push_back(look_at(axes, point));
    return looks;
}

}  // namespace qp::kiosk::accessibility
