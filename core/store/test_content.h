// SPDX-License-Identifier: EUPL-1.2
// Small entities for the tests of the store.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "core/base/seeded_random.h"
#include "core/base/utf8.h"
#include "core/store/content.h"

namespace qp::store {

inline Id test_id(std::uint32_t number) {
    Id id;
    for (int i = 0; i < 4; ++i)
        id.bytes[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    return id;
}

inline Instant test_time(std::int64_t hours) {
    return instant(1795444325000 + hours * 3600000);
}

// The higher the number, the newer.
inline domain::Idea test_idea(std::uint32_t number, std::string title, std::string text = "") {
    domain::Idea idea;
    idea.id = test_id(number);
    idea.title = std::move(title);
    idea.text = std::move(text);
    idea.quarter = "mitte";
    idea.steps = {{domain::IdeaStatus::collected, test_time(number), ""}};
    return idea;
}

inline Change change_of(const domain::Idea& idea, std::uint64_t seq) {
    return {domain::EntityKind::idea, idea.id, seq, idea.quarter, 1, encode(idea)};
}

inline Publication publication_of(const domain::Idea& idea) {
    return {domain::EntityKind::idea, idea.id, idea.quarter, 1, encode(idea)};
}

inline Change support(const Id& idea, std::uint32_t count, std::uint64_t seq) {
    const domain::Tally tally{idea, domain::PollKind::support, {count}, true, test_time(0)};
    return {domain::EntityKind::tally, idea, seq, "mitte", 1, encode(tally)};
}

inline std::uint32_t search(Content& content, std::string_view text) {
    IdeaQuery query;
    query.text = text;
    const auto page = content.ideas(query);
    REQUIRE(page);
    CHECK(page->items.size() == page->total);
    return page->total;
}

// The word with one letter too many, missing, wrong, or swapped with its neighbour.
inline std::string mistyped(SeededRandom& random, std::string_view word) {
    std::u32string letters;
    while (!word.empty()) letters.push_back(utf8::next(word));
    const auto at = static_cast<std::size_t>(random.below(letters.size()));
    const auto other = static_cast<char32_t>('a' + random.below(26));
    switch (random.below(4)) {
        case 0:
            letters.erase(at, 1);
            break;
        case 1:
            letters.insert(at, 1, other);
            break;
        case 2:
            letters[at] = other;
            break;
        default:
            if (at + 1 < letters.size()) std::swap(letters[at], letters[at + 1]);
    }
    std::string text;
    for (const char32_t letter : letters) utf8::append(text, letter);
    return text;
}

}  // namespace qp::store
