// SPDX-License-Identifier: EUPL-1.2
// make_ideas FILE COUNT [SEED [varied]]: fills a store of public content with plausible ideas and
// their supports, for measuring. The same seed makes the same file. `varied`: as many different
// words as people use, most of them rare, instead of a few dozen.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/seeded_random.h"
#include "core/domain/idea.h"
#include "core/domain/mood_session.h"
#include "core/store/content.h"

namespace {

using qp::domain::Idea;
using qp::domain::IdeaStatus;

constexpr std::array kThings{
    "Bänke",         "Trinkbrunnen",  "Fahrradständer",       "Lampen",
    "Hochbeete",     "Bücherboxen",   "Spielgeräte",          "Bäume",
    "Zebrastreifen", "Mülleimer",     "Lastenräder",          "Ladestationen",
    "Lesecafés",     "Reparaturtage", "Digitalsprechstunden", "Schattenplätze"};
constexpr std::array kWhich{"Mehr",       "Bessere", "Neue", "Barrierefreie",
                            "Gemeinsame", "Leisere", "Grüne"};
constexpr std::array kPlaces{"am Kesselbrink",      "im Ravensberger Park",   "an der Sparrenburg",
                             "am Obersee",          "auf dem Siegfriedplatz", "in der Altstadt",
                             "am Teutoburger Wald", "an der Stadtbahn",       "vor der Grundschule",
                             "beim Wochenmarkt",    "am Johannisbach",        "im Bürgerpark"};
constexpr std::array kReasons{
    "Viele Menschen kommen hier jeden Tag vorbei, und im Sommer ist es zu heiß zum Warten.",
    "Ältere Leute aus der Nachbarschaft haben das schon oft angesprochen.",
    "Die Kinder aus der Kita nebenan könnten gleich mitmachen.",
    "Das kostet wenig und würde den Platz sofort freundlicher machen.",
    "Wir würden uns als Hausgemeinschaft auch darum kümmern.",
    "In anderen Stadtbezirken gibt es das schon, und es wird gut angenommen.",
};
// German joins what it has: 64 × 64 words of two parts, and as many again for each third part.
constexpr std::array kParts{
    "spiel",   "platz",    "rad",    "weg",     "park",   "brunnen", "baum",     "schatten",
    "licht",   "garten",   "schul",  "hof",     "markt",  "stand",   "bus",      "halte",
    "stadt",   "teil",     "kinder", "treff",   "jugend", "haus",    "senioren", "bank",
    "nachbar", "fest",     "wasser", "rinne",   "müll",   "eimer",   "lasten",   "anhänger",
    "lade",    "säule",    "bücher", "regal",   "blumen", "kübel",   "straßen",  "lampe",
    "fuß",     "gänger",   "zebra",  "ampel",   "sport",  "feld",    "kletter",  "gerüst",
    "lese",    "ecke",     "werk",   "statt",   "tausch", "börse",   "wetter",   "dach",
    "grün",    "streifen", "hecken", "schnitt", "lärm",   "schutz",  "daten",    "anzeige"};
constexpr std::int64_t kNewest = 1'795'000'000'000;  // 2026-11-18, in ms
constexpr std::size_t kBatch = 2000;

template <class List>
auto pick(qp::SeededRandom& random, const List& list) {
    return list[static_cast<std::size_t>(random.below(list.size()))];
}

qp::Id random_id(qp::SeededRandom& random) {
    qp::Id id;
    random.fill(id.bytes);
    return id;
}

// Some parts stand in many words, most in few.
std::string_view part(qp::SeededRandom& random) {
    return kParts[static_cast<std::size_t>(random.below(random.below(kParts.size()) + 1))];
}

// A noun of two or three parts, with its capital letter.
std::string joined_word(qp::SeededRandom& random) {
    std::string word{part(random)};
    // Every part begins with a letter of ASCII.
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    word += part(random);
    if (random.below(4) == 0) word += part(random);
    return word;
}

Idea make_idea(qp::SeededRandom& random, std::uint64_t age_minutes, bool is_varied) {
    Idea idea;
    idea.id = random_id(random);
    idea.title = std::string{pick(random, kWhich)} + " " +
                 (is_varied ? joined_word(random) : std::string{pick(random, kThings)}) + " " +
                 pick(random, kPlaces);
    const std::uint64_t sentences = 1 + random.below(4);
    for (std::uint64_t sentence = 0; sentence < sentences; ++sentence) {
        idea.text += (sentence ? " " : "") + std::string{pick(random, kReasons)};
    }
    if (is_varied) idea.text += " Stichworte: " + joined_word(random) + ", " + joined_word(random);
    idea.quarter = pick(random, qp::domain::kQuarters).slug;
    idea.theme = pick(random, qp::domain::kThemes);
    const qp::Instant at = qp::instant(kNewest - static_cast<std::int64_t>(age_minutes) * 60'000);
    idea.steps.push_back({IdeaStatus::collected, at, ""});
    if (random.below(5) == 0)
        idea.steps.push_back({IdeaStatus::circle, at, "Der Kreis hat sie aufgenommen."});
    idea.is_demo = true;
    return idea;
}

qp::store::Change change_of(qp::domain::EntityKind kind, const qp::Id& id, std::uint64_t seq,
                            const std::string& scope, qp::Bytes payload) {
    return {kind, id, seq, scope, 1, std::move(payload)};
}

int complain(const qp::Error& error) {
    std::fprintf(stderr, "make_ideas: %s: %s\n", qp::name(error.code), error.detail.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: make_ideas FILE COUNT [SEED [varied]]\n");
        return 2;
    }
    const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
    qp::SeededRandom random{argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1};
    const bool is_varied = argc > 4 && std::string_view{argv[4]} == "varied";
    auto content = qp::store::Content::open(argv[1]);
    if (!content) return complain(content.error());

    std::vector<qp::store::Change> batch;
    std::uint64_t seq = 0;
    for (std::uint64_t number = 0; number < count; ++number) {
        const Idea idea = make_idea(random, (count - number) * 3, is_varied);
        batch.push_back(
            change_of(qp::domain::EntityKind::idea, idea.id, ++seq, idea.quarter, encode(idea)));
        const qp::domain::Tally tally{idea.id,
                                      qp::domain::PollKind::support,
                                      {static_cast<std::uint32_t>(5 * random.below(40))},
                                      false,
                                      idea.published_at()};
        batch.push_back(
            change_of(qp::domain::EntityKind::tally, idea.id, ++seq, idea.quarter, encode(tally)));
        if (batch.size() >= kBatch || number + 1 == count) {
            if (auto applied = content->apply(batch, {}); !applied)
                return complain(applied.error());
            batch.clear();
        }
    }
    std::printf("%llu ideas in %s\n", static_cast<unsigned long long>(count), argv[1]);
    return 0;
}
