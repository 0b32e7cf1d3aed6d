// SPDX-License-Identifier: EUPL-1.2
// A real store in memory with a clock that stands still, for the tests of the views.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/seeded_random.h"
#include "core/domain/place.h"
#include "core/ops/test_city.h"
#include "core/views/view.h"

namespace qp::views {

// Monday, 23 November 2026, 14:32 in Bielefeld.
inline const Instant kNow = instant(1795440720000);
inline Instant ago(Milliseconds time) {
    return kNow - time;
}
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

inline Id id_of(std::uint8_t number) {
    Id id;
    id.bytes[0] = 7;
    id.bytes[15] = number;
    return id;
}

class StillClock final : public Clock {
public:
    Instant now() override { return at; }
    Instant at = kNow;
};

class Disk final : public store::Room {
public:
    std::uint64_t free_bytes() override { return is_full ? 0 : std::uint64_t{1} << 40; }
    bool is_full = false;
};

class TestStore {
public:
    explicit TestStore(store::DeviceKind kind = store::DeviceKind::phone)
        : content{std::move(*store::Content::open(":memory:"))},
          local{std::move(*store::Local::open(":memory:", kind, random, clock, disk))} {
        REQUIRE(local.set_city(city.keys));
    }

    Context context(std::string quarter = "stieghorst", std::string language = "de") {
        return Context{.content = content,
                       .local = &local,
                       .messages = messages,
                       .language = std::move(language),
                       .now = clock.at,
                       .quarter = std::move(quarter),
                       .place = "",
                       .sync = sync,
                       .app_url = ""};
    }

    // The city's answer to all that waits.
    void answer_operations(ops::Outcome::Kind kind, const std::string& code = "") {
        const auto waiting = local.unsent(9, 1 << 20);
        REQUIRE(waiting);
        ops::PushReceipt receipt;
        for (const store::Pending& pending : *waiting) {
            const auto batch = ops::decode_own_batch(pending.batch, city.city());
            REQUIRE(batch);
            receipt.batches.push_back(
                {batch->author, batch->epoch, batch->first_seq, batch->head(), {{kind, 1, code}}});
        }
        REQUIRE(local.mark(receipt));
    }
    void answer_ballots(ops::BallotOutcome::Kind kind, const std::string& code = "") {
        const auto ballots = local.ballots_without_receipt();
        REQUIRE(ballots);
        ops::BallotReceipt receipt;
        for (const store::PendingBallot& ballot : *ballots)
            receipt.outcomes.push_back({ballot.hash, kind, code});
        REQUIRE(local.mark(receipt));
    }

    template <class T>
    void publish(domain::EntityKind kind, const Id& id, const T& entity,
                 std::string_view scope = domain::kCityScope) {
        const Bytes payload = domain::encode(entity);
        REQUIRE(content.publish(kind, id, scope, 1, BytesView{payload}));
    }
    void put(const domain::Idea& idea) {
        publish(domain::EntityKind::idea, idea.id, idea, idea.quarter);
    }
    void put(const domain::IdeaNotice& notice) {
        publish(domain::EntityKind::idea_notice, notice.id, notice);
    }
    void put(const domain::Tally& tally) { publish(domain::EntityKind::tally, tally.poll, tally); }
    void put(const domain::Actor& actor) {
        publish(domain::EntityKind::actor, actor.id, actor, actor.quarter);
    }
    void put(const domain::KickboxProject& project) {
        publish(domain::EntityKind::project, project.id, project, project.quarter);
    }
    void put(const domain::MoodSession& session) {
        publish(domain::EntityKind::mood_session, session.id, session, session.quarter);
    }
    void put(const domain::Event& event) {
        publish(domain::EntityKind::event, event.id, event, event.quarter);
    }
    void put(const domain::Station& station) {
        publish(domain::EntityKind::station, station.id, station, station.quarter);
    }
    void put(const domain::Datastream& stream) {
        publish(domain::EntityKind::datastream, stream.id, stream);
    }
    // As many series as the observations have days. REQUIRES: ascending.
    void put(const Id& stream, const std::vector<domain::Observation>& observations) {
        std::size_t i = 0;
        while (i < observations.size()) {
            domain::Series series;
            series.datastream = stream;
            series.day = domain::day_of(observations[i].at);
            series.decimals = 1;
            while (i < observations.size() && domain::day_of(observations[i].at) == series.day) {
                series.observations.push_back(observations[i++]);
            }
            publish(domain::EntityKind::series, domain::series_id(stream, series.day), series);
        }
    }
    void put_value(const Id& stream, Instant at, double value) {
        put(stream, {domain::Observation{at, value}});
    }

    ops::TestCity city;
    SeededRandom random{42};
    StillClock clock;
    Disk disk;
    i18n::Messages messages = i18n::built_in_messages();
    store::Content content;
    store::Local local;
    replica::SyncState sync{.has_link = true,
                            .waiting = 0,
                            .at_relay = 0,
                            .refused = 0,
                            .last_contact = {},
                            .has_content = true};
};

inline domain::Idea an_idea(std::uint8_t number, std::string title,
                            domain::IdeaStatus status = domain::IdeaStatus::collected,
                            Milliseconds age = days{1}) {
    domain::Idea idea;
    idea.id = id_of(number);
    idea.title = std::move(title);
    idea.text = "Erster Absatz.\n\nZweiter Absatz.";
    idea.quarter = "stieghorst";
    idea.theme = domain::Theme::environment;
    if (status != domain::IdeaStatus::collected) {
        idea.steps.push_back({domain::IdeaStatus::collected, ago(age + days{40}), ""});
    }
    idea.steps.push_back({status, ago(age), "Weil es geht."});
    return idea;
}

inline domain::Tally a_tally(const Id& poll, std::vector<std::uint32_t> counts,
                             domain::PollKind kind = domain::PollKind::support) {
    domain::Tally tally;
    tally.poll = poll;
    tally.kind = kind;
    tally.counts = std::move(counts);
    tally.as_of = ago(minutes{6});
    return tally;
}

}  // namespace qp::views
