// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/first_files.h"

#include <cassert>

#include "core/domain/idea.h"
#include "core/domain/mood_session.h"
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

store::Publication session(Random& random, Instant sealed_at) {
    domain::MoodSession session;
    session.id = random_id<Id>(random);
    session.quarter = "city";
    session.title = text("Stimmungsbild");
    for (int i = 0; i < 3; ++i)
        session.theses.push_back({random_id<Id>(random), text("These " + std::to_string(i))});
    session.opens_at = MachineClock::kBeginning - std::chrono::hours{48};
    session.closes_at = sealed_at - std::chrono::minutes{1};
    session.sealed_at = sealed_at;
    return {domain::EntityKind::mood_session, session.id, session.quarter, 1, encode(session)};
}

template <class T>
void must(const Result<T>& result) {
    assert(result);
    static_cast<void>(result);
}

}  // namespace

void make_first_files() {
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
        must(content->publish({idea(random, 1), idea(random, 2), idea(random, 3),
                               session(random, soon), session(random, late)}));
        content = fail(Code::closed, "");
        g_files.city = city.disk.files();
    }
    Machine device{"device", timeline, vfs, 2};
    must(store::Content::open(device.path("content.db")));
    must(store::Local::open(device.path("local.db"), store::DeviceKind::phone, random, clock,
                            device.room));
    g_files.device = device.disk.files();
}

const FirstFiles& first_files() {
    assert(!g_files.city.empty());
    return g_files;
}

}  // namespace qp::sim
