// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/coarse_point.h"

#include <doctest/doctest.h>

namespace qp::domain {

TEST_CASE("a place is rounded to the nearest thousandth of a degree, and outside there is none") {
    CHECK(coarse({52'02149, 8'53351}) == CoarsePoint{52021, 8534});
    CHECK(coarse({52'02150, 8'53349}) == CoarsePoint{52022, 8533});
    CHECK(coarse({51'90950, 8'36950}) == CoarsePoint{51910, 8370});
    CHECK(!coarse({51'90949, 8'53000}));
    CHECK(!coarse({52'12050, 8'53000}));
    CHECK(!coarse({52'02000, 8'36949}));
    CHECK(!coarse({52'02000, 8'67050}));
    CHECK(!coarse({-52'02000, 8'53000}));
    CHECK(!coarse({INT32_MAX, INT32_MAX}));
    CHECK(!coarse({INT32_MIN, INT32_MIN}));
}

TEST_CASE("what is rounded once stays where it is") {
    for (std::int32_t latitude = 51'91000; latitude <= 52'12000; latitude += 777) {
        const auto once = coarse({latitude, 8'53333});
        REQUIRE(once);
        CHECK(coarse(point_of(*once)) == once);
    }
}

TEST_CASE("as text a place comes back; finer, fewer or foreign digits are none") {
    const CoarsePoint point{52021, 8504};
    CHECK(text_of(point) == "52.021,8.504");
    CHECK(text_of(CoarsePoint{52000, 8570}) == "52.000,8.570");
    CHECK(text_of(std::nullopt).empty());
    CHECK(find_coarse_point(text_of(point)) == point);
    for (const char* text :
         {"", ",", "52.021", "52.0213,8.5041", "52.02,8.50", "52.021,8.504 ", "52,021,8,504",
          "-2.021,8.504", "52.021;8.504", "48.137,11.575", "1e1.021,8.504", "52.021,8.5x4"})
        CHECK_MESSAGE(!find_coarse_point(text), text);
}

TEST_CASE("the middle of each quarter lies in the city, and is told by its name") {
    for (const Quarter& quarter : kQuarters) {
        const auto middle = coarse(quarter.middle);
        REQUIRE(middle);
        CHECK(point_of(*middle) == quarter.middle);
        const Bearing bearing = bearing_of(*middle);
        CHECK(bearing.quarter.slug == quarter.slug);
        CHECK(bearing.direction == Direction::here);
    }
}

TEST_CASE("elsewhere its distance and direction from the nearest middle are told") {
    const auto from_heepen = [](std::int32_t north, std::int32_t east) {
        const Bearing bearing = bearing_of({52033 + north, 8604 + east});
        CHECK(bearing.quarter.slug == "heepen");
        return bearing;
    };
    CHECK(from_heepen(1, 0).direction == Direction::here);
    CHECK(from_heepen(9, 0).direction == Direction::north);
    CHECK(from_heepen(9, 0).metres == 1000);
    CHECK(from_heepen(9, 15).direction == Direction::north_east);
    CHECK(from_heepen(0, 15).direction == Direction::east);
    CHECK(from_heepen(-5, 8).direction == Direction::south_east);
    CHECK(from_heepen(-9, 0).direction == Direction::south);
    CHECK(from_heepen(-9, -15).direction == Direction::south_west);
    CHECK(from_heepen(0, -15).direction == Direction::west);
    CHECK(from_heepen(9, -15).direction == Direction::north_west);
    CHECK(from_heepen(9, -15).metres == 1400);
}

}  // namespace qp::domain
