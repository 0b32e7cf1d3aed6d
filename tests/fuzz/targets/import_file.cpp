// SPDX-License-Identifier: EUPL-1.2
// Files that a city imports: actors, projects, events, ideas as CSV, a mood session as JSON. The
// first byte chooses. What is read must be publishable: a device can read it.
#include "core/domain/actor.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "sync/city/ingest/imports.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
namespace ingest = qp::city::ingest;
using domain::EntityKind;

namespace {

bool is_readable(EntityKind kind, BytesView payload) {
    switch (kind) {
        case EntityKind::actor:
            return domain::decode_actor(payload).has_value();
        case EntityKind::project:
            return domain::decode_kickbox_project(payload).has_value();
        case EntityKind::event:
            return domain::decode_event(payload).has_value();
        case EntityKind::idea:
            return domain::decode_idea(payload).has_value();
        case EntityKind::mood_session:
            return domain::decode_mood_session(payload).has_value();
        case EntityKind::tally:
            return domain::decode_tally(payload).has_value();
        default:
            return false;
    }
}

template <class Publications>
void take(const Publications& publications, const ingest::Report& report) {
    hold(report.faults.size() <= ingest::kFaultsNamedMax, "so many faults are named, no more");
    hold(report.faults.size() <= report.fault_count, "each fault that is named counts");
    for (const auto& publication : publications)
        hold(publication.payload && is_readable(publication.kind, *publication.payload),
             "what is imported can be read by devices");
}

}  // namespace

QP_FUZZ_TARGET(import_file) {
    static const Instant today = ingest::import_day(instant(1795444325000));
    Pieces pieces{input};
    const auto form = pieces.u8() % 5;
    const ingest::ImportFile file{as_text(pieces.rest()), "file"};
    ingest::Report report;
    if (form == 0) {
        if (const auto read = ingest::read_actors(file, today, report)) take(*read, report);
    } else if (form == 1) {
        // One file for both: its columns decide which of them it can be.
        if (const auto read = ingest::read_projects(file, file, today, report)) take(*read, report);
        if (const auto read = ingest::read_projects(file, std::nullopt, today, report))
            take(*read, report);
    } else if (form == 2) {
        if (const auto read = ingest::read_events(file, today, report)) take(*read, report);
    } else if (form == 3) {
        const ingest::ImportFile steps{
            "idea;status;days_ago;reason\nbench;collected;61;\nbench;done;3;Built\n", "steps"};
        if (const auto read = ingest::read_demo_ideas(file, steps, today, report))
            take(read->publications, report);
    } else {
        if (const auto read = ingest::read_mood_session(file, today, report))
            take(read->publications, report);
    }
}
