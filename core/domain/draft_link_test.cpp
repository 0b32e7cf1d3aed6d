// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/draft_link.h"

#include <doctest/doctest.h>

#include "core/base/seeded_random.h"

using namespace qp;
using namespace qp::domain;

namespace {

const IdeaDraft kDraft{"Bänke am Markt", "Zum Ausruhen.\n\nIm Schatten. 🌳", "stieghorst",
                       Theme::environment, "de"};

}  // namespace

TEST_CASE("a draft comes back from its fragment as it was, in every script") {
    for (const IdeaDraft& draft :
         {kDraft, IdeaDraft{}, IdeaDraft{"مقاعد في السوق", "للراحة", "city", {}, "ar"},
          IdeaDraft{"Скамейки", "", "", Theme::environment, "ru"}}) {
        const auto fragment = draft_fragment(draft);
        REQUIRE(fragment);
        const auto read = read_draft_fragment(*fragment);
        REQUIRE(read);
        CHECK(*read == draft);
    }
}

TEST_CASE("a fragment has the letters of a QR code's dense mode alone") {
    const auto fragment = draft_fragment(kDraft);
    REQUIRE(fragment);
    CHECK(fragment->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
          std::string::npos);
    CHECK(receipt_fragment("7KQ2-M4XA-9B3C") == "R-7KQ2-M4XA-9B3C");
}

TEST_CASE("a text that no code holds is refused with its reason, none is cut") {
    IdeaDraft draft = kDraft;
    draft.text = std::string(2300, 'a');
    CHECK(draft_fragment(draft));
    draft.text = std::string(2400, 'a');
    const auto fragment = draft_fragment(draft);
    REQUIRE_FALSE(fragment);
    CHECK(fragment.error().code == Code::no_space);
}

TEST_CASE("whatever a camera finds that is no draft is malformed") {
    for (const char* text : {"", "I", "I-", "I-A", "I-????", "R-7KQ2-M4XA-9B3C", "i-QYAWC"}) {
        CAPTURE(text);
        const auto read = read_draft_fragment(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Code::malformed);
    }
    const std::string whole = *draft_fragment(kDraft);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(read_draft_fragment(whole.substr(0, size)));
    // One letter wrong: another text or none, never a crash.
    SeededRandom random{7};
    for (int i = 0; i < 2000; ++i) {
        std::string changed = whole;
        std::array<std::uint8_t, 2> at{};
        random.fill(at);
        changed[2 + at[0] % (changed.size() - 2)] = static_cast<char>('A' + at[1] % 26);
        const auto read = read_draft_fragment(changed);
        if (!read) CHECK(read.error().code == Code::malformed);
    }
}

TEST_CASE("a quarter or theme that this app does not know is left out, the words stay") {
    IdeaDraft draft = kDraft;
    draft.quarter = "atlantis";
    const auto read = read_draft_fragment(*draft_fragment(draft));
    REQUIRE(read);
    CHECK(read->quarter.empty());
    CHECK(read->title == draft.title);
}
