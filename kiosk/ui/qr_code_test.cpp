// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/qr_code.h"

#include <doctest/doctest.h>

#include "core/domain/draft_link.h"

namespace qp::kiosk::ui {
namespace {

// The corner of each finder pattern: seven dark modules, then a light one.
bool has_finder(const QrCode& code, int column, int row) {
    for (int i = 0; i < 7; ++i) {
        if (!code.is_dark(column + i, row) || !code.is_dark(column, row + i)) return false;
    }
    return !code.is_dark(column + 1, row + 1) && code.is_dark(column + 3, row + 3);
}

std::string link_of(std::size_t bytes) {
    const std::string start = "https://quartierpuls.example/";
    const std::string path = "/ideen/neu#";
    // As many letters as base32 makes of so many bytes.
    const std::string fragment = "I-" + std::string((bytes * 8 + 4) / 5, 'Q');
    return start + std::string(100 - start.size() - path.size(), 'w') + path + fragment;
}

TEST_CASE("an address is a square with three finder patterns") {
    const auto code = qr_code("https://quartierpuls.example/meine#R-7KQ2-M4XA-9B3C");
    REQUIRE(code);
    CHECK(code->side == 33);
    CHECK(code->dark.size() == 33 * 33);
    CHECK(has_finder(*code, 0, 0));
    CHECK(has_finder(*code, 26, 0));
    CHECK(has_finder(*code, 0, 26));
}

TEST_CASE("the longest draft fits beside an address of 100 bytes, a longer text is an error") {
    const auto longest = qr_code(link_of(domain::kDraftBytesMax));
    REQUIRE(longest);
    CHECK(longest->side > 165);
    const auto longer = qr_code(link_of(domain::kDraftBytesMax + 200));
    REQUIRE_FALSE(longer);
    CHECK(longer.error().code == Code::no_space);
}

TEST_CASE("where the address is in lower case the draft's letters still take the dense mode") {
    const std::string address = "https://quartierpuls.example/ideen/neu#I-";
    const auto dense = qr_code(address + std::string(350, 'Q'));
    const auto bytes = qr_code(address + std::string(350, 'q'));
    REQUIRE(dense);
    REQUIRE(bytes);
    CHECK(dense->side < bytes->side);
}

}  // namespace
}  // namespace qp::kiosk::ui
