// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/base/cbor.h"
#include "core/base/seeded_random.h"
#include "core/domain/actor.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "core/domain/sensing.h"

namespace qp::domain {

namespace {

const Instant kNoon = instant(1795444325000);  // 2026-11-23T14:32:05Z

Id id_of(std::uint8_t number) {
    Id id;
    id.bytes[15] = number;
    return id;
}

Idea idea() {
    Idea idea;
    idea.id = id_of(1);
    idea.title = "Bänke am Kesselbrink";
    idea.text = "Mit Lehne.\n\nIm Schatten.";
    idea.quarter = "mitte";
    idea.theme = Theme::quality;
    idea.steps = {{IdeaStatus::collected, kNoon, ""}, {IdeaStatus::circle, kNoon, "Wird geprüft."}};
    idea.is_demo = true;
    return idea;
}

Actor actor() {
    Actor actor;
    actor.id = id_of(2);
    actor.name = "Radküche";
    actor.sector = Sector::civil_society;
    actor.is_person = true;
    actor.summary = "Repariert Räder.";
    actor.competences = {"Löten", "Schrauben"};
    actor.interests = {"Lastenräder"};
    actor.themes = {Theme::environment, Theme::skills};
    actor.quarter = "schildesche";
    actor.website = "https://example.org";
    actor.reviewed_at = kNoon;
    actor.language = "tr";
    return actor;
}

KickboxProject project() {
    KickboxProject project;
    project.id = id_of(3);
    project.title = "Gieß mich";
    project.quarter = "mitte";
    project.stage = Stage::paused;
    project.stage_before_pause = Stage::red4;
    project.themes = {Theme::environment};
    project.help_wanted = {"Leiter"};
    project.goals = {11, 13};
    project.updates = {{kNoon, "Los", "Erster Abend"}, {kNoon, "İkinci", "Akşam", "tr"}};
    project.idea = id_of(1);
    project.started_at = kNoon;
    return project;
}

MoodSession session() {
    MoodSession session;
    session.id = id_of(4);
    session.quarter = "city";
    session.title.by_language = {{"de", "Mitte"}, {"de-x-leicht", "Die Mitte"}, {"en", "Centre"}};
    session.introduction.by_language = {{"de", "Was meinst du?"}};
    session.theses = {{id_of(5), {{{"de", "Mehr Bäume"}, {"en", "More trees"}}}}};
    session.opens_at = kNoon;
    session.closes_at = kNoon + std::chrono::hours{24};
    session.sealed_at = session.closes_at + std::chrono::hours{24};
    session.delay = std::chrono::minutes{10};
    session.reveals_at = session.closes_at;
    return session;
}

// Whatever is cut off, turned over or put in front of it: an answer, never a crash.
template <class Decode>
void check_survives_damage(const Bytes& sound, Decode decode) {
    for (std::size_t size = 0; size < sound.size(); ++size) {
        CHECK_FALSE(decode(BytesView{sound.data(), size}));
    }
    Bytes longer = sound;
    longer.push_back(0);
    CHECK_FALSE(decode(longer));
    SeededRandom random{7};
    for (int i = 0; i < 2000; ++i) {
        Bytes broken = sound;
        broken[random.below(broken.size())] ^= static_cast<std::uint8_t>(1u << random.below(8));
        (void)decode(broken);
    }
}

// A map of one entity with something else under a key.
Bytes with(const Bytes& map, std::uint64_t key, const Bytes& value) {
    cbor::Reader in{map};
    std::vector<std::pair<std::uint64_t, Bytes>> fields;
    bool is_put = false;
    for (std::size_t left = in.map(); left > 0; --left) {
        const std::uint64_t held = in.uint();
        const BytesView item = in.item();
        if (!is_put && held >= key) {
            fields.emplace_back(key, value);
            is_put = true;
        }
        if (held != key) fields.emplace_back(held, Bytes{item.begin(), item.end()});
    }
    if (!is_put) fields.emplace_back(key, value);
    cbor::Writer out;
    out.map(fields.size());
    for (const auto& [number, item] : fields) out.uint(number).encoded(item);
    return out.take();
}

Bytes text(std::string_view value) {
    cbor::Writer out;
    out.text(value);
    return out.take();
}

Bytes number(std::uint64_t value) {
    cbor::Writer out;
    out.uint(value);
    return out.take();
}

}  // namespace

TEST_CASE("an idea keeps its place, and one from before there were places has none") {
    Idea placed = idea();
    placed.place = CoarsePoint{52021, 8534};
    CHECK(*decode_idea(encode(placed)) == placed);
    CHECK(!decode_idea(encode(idea()))->place);
    check_survives_damage(encode(placed), decode_idea);
    CHECK_FALSE(decode_idea(with(encode(idea()), 9, cbor::Writer{}.text("52.021,8.534").take())));
    CHECK_FALSE(decode_idea(
        with(encode(idea()), 9, cbor::Writer{}.array(2).integer(5202134).integer(853456).take())));
}

TEST_CASE("every entity comes back from its bytes as it was") {
    CHECK(*decode_idea(encode(idea())) == idea());
    CHECK(*decode_actor(encode(actor())) == actor());
    CHECK(*decode_kickbox_project(encode(project())) == project());
    CHECK(*decode_mood_session(encode(session())) == session());

    const IdeaNotice notice{id_of(1), IdeaStatus::declined, kNoon, "Gehört nicht hierher."};
    CHECK(*decode_idea_notice(encode(notice)) == notice);
    const Event event{id_of(6), "Quartierstag", "Markt", "heepen", "Kaffee", kNoon, kNoon, true};
    CHECK(*decode_event(encode(event)) == event);
    const Tally tally{id_of(5), PollKind::thesis, {1, 2, 3, 4, 5}, true, kNoon};
    CHECK(*decode_tally(encode(tally)) == tally);
    Station station{id_of(7),
                    "Detmolder Straße",
                    "mitte",
                    Point{5202100, -853000},
                    "UBA",
                    "Datenquelle: Umweltbundesamt",
                    "dl-de/by-2-0",
                    true,
                    true};
    CHECK(*decode_station(encode(station)) == station);
    station.at.reset();
    CHECK(*decode_station(encode(station)) == station);
    const Datastream datastream{id_of(8), id_of(7), Property::pm10, "", "", Milliseconds{900000}};
    CHECK(*decode_datastream(encode(datastream)) == datastream);
}

TEST_CASE("damaged bytes are refused, wherever the damage is") {
    check_survives_damage(encode(idea()), decode_idea);
    check_survives_damage(encode(actor()), decode_actor);
    check_survives_damage(encode(project()), decode_kickbox_project);
    check_survives_damage(encode(session()), decode_mood_session);
}

TEST_CASE("a key that a newer version added is passed over") {
    const auto read = decode_idea(with(encode(idea()), 40, text("something new")));
    REQUIRE(read);
    CHECK(*read == idea());
}

TEST_CASE("values that no such entity has are refused") {
    CHECK_FALSE(decode_idea(with(encode(idea()), 3, text("atlantis"))));
    CHECK_FALSE(decode_idea(with(encode(idea()), 4, text("astrology"))));
    CHECK_FALSE(decode_idea(with(encode(idea()), 5, text("de de"))));
    CHECK_FALSE(decode_idea(with(encode(idea()), 1, text(std::string(121, 'x')))));
    CHECK(decode_idea(with(encode(idea()), 1, text(std::string(120, 'x')))));
    CHECK_FALSE(decode_actor(with(encode(actor()), 2, text("nobility"))));
    CHECK_FALSE(decode_kickbox_project(with(encode(project()), 6, number(18))));
    CHECK_FALSE(decode_idea(with(encode(idea()), 7, number(1))));
}

TEST_CASE("limits count letters, not bytes") {
    std::string umlauts;
    for (int i = 0; i < 120; ++i) umlauts += "ü";
    CHECK(decode_idea(with(encode(idea()), 1, text(umlauts))));
    CHECK_FALSE(decode_idea(with(encode(idea()), 1, text(umlauts + "ü"))));
}

TEST_CASE("an entity without what it needs is refused") {
    cbor::Writer empty;
    empty.map(0);
    const Bytes nothing = empty.take();
    CHECK_FALSE(decode_idea(nothing));
    CHECK_FALSE(decode_actor(nothing));
    CHECK_FALSE(decode_tally(nothing));
    CHECK_FALSE(decode_series(nothing));
    Idea without_steps = idea();
    without_steps.steps.clear();
    CHECK_FALSE(decode_idea(encode(without_steps)));
}

TEST_CASE("a tally's counts must add up and fit its kind") {
    CHECK_FALSE(decode_tally(encode(Tally{id_of(1), PollKind::support, {1, 2}, true, kNoon})));
    CHECK_FALSE(decode_tally(encode(Tally{id_of(1), PollKind::thesis, {1}, true, kNoon})));
    const Bytes sound = encode(Tally{id_of(1), PollKind::support, {40}, true, kNoon});
    CHECK(decode_tally(sound));
    CHECK_FALSE(decode_tally(with(sound, 3, number(41))));
}

TEST_CASE("no breakdown where an answer that few gave, or all but few, would show") {
    CHECK(may_show_breakdown({10, 0, 0, 5, 40}));
    CHECK(may_show_breakdown({0, 0, 9, 0, 0}));
    CHECK_FALSE(may_show_breakdown({10, 0, 4, 5, 40}));
    CHECK_FALSE(may_show_breakdown({1, 0, 0, 0, 40}));
    const Tally tally{id_of(5), PollKind::thesis, {}, true, kNoon, 55};
    CHECK(decode_tally(encode(tally))->total() == 55);
    CHECK(*decode_tally(encode(tally)) == tally);
    CHECK_FALSE(decode_tally(encode(Tally{id_of(5), PollKind::support, {}, true, kNoon, 55})));
}

TEST_CASE("a session is sealed 14 days after its close unless it says otherwise") {
    MoodSession open = session();
    open.sealed_at = open.closes_at + std::chrono::hours{24 * 14};
    const Bytes full = encode(open);
    cbor::Reader in{full};
    cbor::Writer out;
    const std::size_t fields = in.map();
    out.map(fields - 1);
    for (std::size_t i = 0; i < fields; ++i) {
        const std::uint64_t key = in.uint();
        const BytesView item = in.item();
        if (key != 7) out.uint(key).encoded(item);
    }
    const auto read = decode_mood_session(out.take());
    REQUIRE(read);
    CHECK(read->sealed_at == open.sealed_at);
}

}  // namespace qp::domain
