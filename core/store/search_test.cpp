// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <set>

#include "core/base/seeded_random.h"
#include "core/base/utf8.h"
#include "core/store/fold.h"
#include "core/store/typing_error.h"

namespace qp::store {

namespace {

// The distance the plain way, for comparison: one swap of neighbours, each letter once.
int distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                                d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    while (!text.empty()) letters.push_back(utf8::next(text));
    return letters;
}

struct CountedVocabulary {
    std::set<std::string> words;
    int seeks = 0;

    std::vector<std::string> matches(const std::string& word, Match match) {
        seeks = 0;
        return forgiving_matches(
            word, match,
            [this](std::string_view from) -> std::optional<std::string> {
                ++seeks;
                const auto found = words.lower_bound(std::string{from});
                if (found == words.end()) return std::nullopt;
                return *found;
            },
            10000);
    }
};

bool matches_plainly(const std::string& candidate, const std::string& word, Match match) {
    const std::u32string a = letters_of(candidate);
    const std::u32string b = letters_of(word);
    if (match == Match::whole) return distance(a, b) <= 1;
    for (std::size_t length = 0; length <= a.size(); ++length) {
        if (distance(a.substr(0, length), b) <= 1) return true;
    }
    return false;
}

std::string random_word(SeededRandom& random, std::uint64_t letters, std::uint64_t length_max) {
    std::string word;
    const std::uint64_t length = 1 + random.below(length_max);
    for (std::uint64_t i = 0; i < length; ++i) {
        utf8::append(word,
                     static_cast<char32_t>(random.below(9) == 0 ? 0x430 + random.below(4)
                                                                : 'a' + random.below(letters)));
    }
    return word;
}

}  // namespace

TEST_CASE("umlauts are the same however they are written") {
    CHECK(fold("Bänke") == "banke");
    CHECK(fold("Baenke") == "banke");
    CHECK(fold("BANKE") == "banke");
    CHECK(fold("Ba\xcc\x88nke") == "banke");
    CHECK(fold("Straße") == fold("Strasse"));
    CHECK(fold("STRAẞE") == fold("Strasse"));
    CHECK(fold("Jöllenbeck") == fold("Joellenbeck"));
    CHECK(fold("Grün") == fold("Gruen"));
}

TEST_CASE("what is typed so far folds to a beginning of the folded word") {
    for (const std::string word : {"Baenke", "Bänke", "Straße", "Bauernhof", "neue", "Poesie"}) {
        const std::u32string letters = letters_of(word);
        std::string typed;
        for (const char32_t letter : letters) {
            utf8::append(typed, letter);
            CHECK(fold(word).compare(0, fold(typed).size(), fold(typed)) == 0);
        }
    }
}

TEST_CASE("punctuation and emoji part words, apostrophes do not") {
    CHECK(fold("E-Bike, Rad/Roller (neu)!") == "e bike rad roller neu");
    CHECK(fold("geht's") == "gehts");
    CHECK(fold("Park \xf0\x9f\x8c\xb3 Bank") == "park bank");
    CHECK(fold("  ").empty());
    CHECK(words(fold("zwei  Worte")) == std::vector<std::string>{"zwei", "worte"});
}

TEST_CASE("other scripts stay, in lower case") {
    CHECK(fold("Скамейки") == "скамейки");
    CHECK(fold("Ёлка") == "елка");
    CHECK(fold("İstanbul Çığ") == "istanbul cig");
    CHECK(fold("مَدِينَة") == fold("مدينة"));
}

TEST_CASE("a walk finds the very words that comparing with each one finds") {
    SeededRandom random{11};
    for (int round = 0; round < 40; ++round) {
        CountedVocabulary vocabulary;
        for (int i = 0; i < 300; ++i) vocabulary.words.insert(random_word(random, 4, 8));
        for (int i = 0; i < 10; ++i) {
            const std::string word = random_word(random, 4, 8);
            for (const Match match : {Match::whole, Match::beginning}) {
                std::vector<std::string> expected;
                for (const std::string& candidate : vocabulary.words) {
                    if (matches_plainly(candidate, word, match)) expected.push_back(candidate);
                }
                CHECK(vocabulary.matches(word, match) == expected);
            }
        }
    }
}

TEST_CASE("a walk through 60,000 words looks at few of them") {
    SeededRandom random{3};
    CountedVocabulary vocabulary;
    while (vocabulary.words.size() < 60000) {
        vocabulary.words.insert(random_word(random, 26, 14));
    }
    vocabulary.words.insert("spielplatz");
    CHECK(vocabulary.matches("spielpaltz", Match::whole) == std::vector<std::string>{"spielplatz"});
    CHECK(vocabulary.seeks < 1500);
}

}  // namespace qp::store
