// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/first_files.h"

#include <cassert>

#include "core/domain/idea.h"
#include "core/domain/mood_session.h"
#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "core/store/local_schema.h"
#include "sync/city/storage/ballot_box.h"
#include "sync/city/storage/operation_log.h"
#include "tests/sim/world/machine.h"

namespace qp::sim {
namespace {

FirstFiles g_files;

domain::LocalText text(const std::string& words) {
    return domain::LocalText{{{"de", words}}};
}

store::Publication idea(Random& random, int number) {
    domain::Idea idea;
    idea.id = random_id<Id>(random);
    idea.title = "Erste Idee " + std::to_string(number);
    idea.quarter = number % 2 == 0 ? "mitte" : "city";
    idea.steps.push_back({domain::IdeaStatus::collected, MachineClock::kBeginning, ""});
    return {domain::EntityKind::idea, idea.id, idea.quarter, 1, encode(idea)};
}

store::Publication session(Random& random, Instant opens_at, Instant closes_at, Instant sealed_at) {
    domain::MoodSession session;
    session.id = random_id<Id>(random);
    session.quarter = "city";
    session.title = text("Stimmungsbild");
    for (int i = 0; i < 3; ++i)
        session.theses.push_back({random_id<Id>(random), text("These " + std::to_string(i))});
    session.opens_at = opens_at;
    session.closes_at = closes_at;
    session.sealed_at = sealed_at;
    return {domain::EntityKind::mood_session, session.id, session.quarter, 1, encode(session)};
}

template <class T>
void must(const Result<T>& result) {
    assert(result);
    static_cast<void>(result);
}

// Written with the schema of then, as the program of then did.
void make_old_device(const std::string& path, const ops::CityKeys& keys, Random& random) {
    auto database = store::Database::open(path, std::span{store::kLocalMigrations}.first(1));
    assert(database);
    auto city = database->prepare("INSERT INTO city(one, id, keys) VALUES(1, ?1, ?2)");
    assert(city);
    must(city->bind(1, keys.city.id).bind(2, keys.bytes).run());
    const Id idea = random_id<Id>(random);
    ops::IdeaSubmit submit;
    submit.idea = idea;
    submit.title = "Alte Idee";
    submit.quarter = "city";
    submit.language = "de";
    const auto made = ops::contribute(keys, {ops::IdeaSubmit::kType, 1, ops::encode(submit)}, Id{},
                                      MachineClock::kBeginning, random);
    assert(made);
    auto operation = database->prepare(
        "INSERT INTO outbox(author, epoch, first_seq, operations, head, hash, batch) "
        "VALUES(?1, ?2, ?3, 1, ?4, ?5, ?6)");
    assert(operation);
    operation->bind(1, made->author.public_key()).bind(2, made->chain.epoch);
    operation->bind(3, made->chain.seq).bind(4, made->chain.head);
    must(operation->bind(5, ops::sha256(made->batch)).bind(6, made->batch).run());
    ops::Ballot ballot;
    ballot.poll = random_id<Id>(random);
    ballot.revision = 1;
    ballot.choice = 1;
    ops::BallotSecret secret{};
    random.fill(secret);
    g_files.old_batch = made->batch;
    const auto voter = ops::nullifier_key(secret, keys.city.id, ballot.poll);
    g_files.old_ballot = ops::sign_ballot(keys.city.id, voter, std::move(ballot));
    auto cast =
        database->prepare("INSERT INTO ballots(hash, ballot, not_before) VALUES(?1, ?2, ?3)");
    assert(cast);
    cast->bind(1, g_files.old_ballot.hash).bind(2, g_files.old_ballot.bytes);
    must(cast->bind(3, ms(MachineClock::kBeginning) + 60000).run());
}

}  // namespace

void make_first_files(const ops::CityKeys& keys) {
    Timeline timeline;
    MachineClock clock{timeline};
    SeededRandom random{11};
    DiskVfs vfs{clock, random};
    {
        Machine city{"city", timeline, vfs, 1};
        must(city::storage::OperationLog::open(city.path("operations.db")));
        must(city::storage::BallotBox::open(city.path("ballots.db")));
        auto content = store::Content::open(city.path("public.db"));
        assert(content);
        // One is sealed while the run goes on: its ballots are refused from then on, and that
        // shows.
        const Instant soon = MachineClock::kBeginning + std::chrono::minutes{3};
        const Instant late = MachineClock::kBeginning + std::chrono::hours{24 * 30};
        const Instant opens = MachineClock::kBeginning - std::chrono::hours{48};
        const std::chrono::minutes before{1};
        must(content->publish({idea(random, 1), idea(random, 2), idea(random, 3),
                               session(random, opens, soon - before, soon),
                               session(random, opens, late - before, late)}));
        content = fail(Code::closed, "");
        g_files.city = city.disk.files();
        content = store::Content::open(city.path("public.db"));
        assert(content);
        SeededRandom other{12};
        // The newest, so that most answers are for it.
        must(content->publish(
            {session(other, opens + std::chrono::hours{24}, soon + before, late)}));
        content = fail(Code::closed, "");
        g_files.closing_city = city.disk.files();
    }
    Machine device{"device", timeline, vfs, 2};
    must(store::Content::open(device.path("content.db")));
    must(store::Local::open(device.path("local.db"), store::DeviceKind::phone, random, clock,
                            device.room));
    g_files.device = device.disk.files();
    Machine old_device{"old", timeline, vfs, 3};
    must(store::Content::open(old_device.path("content.db")));
    make_old_device(old_device.path("local.db"), keys, random);
    g_files.old_device = old_device.disk.files();
}

const FirstFiles& first_files() {
    assert(!g_files.city.empty());
    return g_files;
}

}  // namespace qp::sim
