// SPDX-License-Identifier: EUPL-1.2
// What the city publishes, by pages behind a cursor. A cursor that is no longer served (410) leads
// to a snapshot, or to the first page again; until that is complete, what was there before stays
// visible.
#pragma once

#include <cstdint>
#include <optional>

#include "core/ops/pull.h"
#include "core/replica/exchange.h"
#include "core/replica/options.h"
#include "core/replica/pause.h"
#include "core/store/content.h"

namespace qp::replica {

class PullLane {
public:
    PullLane(store::Content& content, const Options& options)
        : content_{content}, options_{options} {}

    void wake() { pause_.end(); }
    Instant due_at(Instant now) const { return pause_.over_at(now); }
    // A page, or the snapshot where one is needed.
    Result<Request> make();
    // A page that answers what was asked. too_old: 410, the next request starts anew.
    Result<ops::Page> read_page(const Answer& answer);
    Status take_page(const ops::Page& page, Instant now);
    // Somebody answered, but with no snapshot: pages do as well.
    void no_snapshot() { wants_pages_ = true; }
    Status take_snapshot(store::Content& snapshot);
    // Whether what is held, of the same epoch, has something newer than this snapshot.
    Result<bool> is_ahead_of(store::Content& snapshot);

    // False until the first pull or snapshot is complete.
    Result<bool> has_content();
    // What the city gave for all that is held, and for nothing older beside it; empty while that is
    // not so (a new start is under way).
    Result<Bytes> settled_cursor();
    std::uint64_t changes_taken() const { return changes_taken_; }

private:
    // Rot that nothing shows until a change meets it. All of it is the city's, and comes again.
    bool note_damage(const Error& error);
    Status start_anew();
    Status take_entities(store::Content& snapshot, BytesView cursor);
    Status store_page(const ops::Page& page);

    store::Content& content_;
    const Options& options_;
    Pause pause_;
    bool must_start_anew_ = false;
    bool is_damaged_ = false;   // nothing that is held is of use for the new start
    bool wants_pages_ = false;  // for this start, since there was no snapshot to be had
    bool had_content_ = false;
    // What a rebuild that a crash cut short left behind goes when the first pull has caught up.
    bool must_finish_ = true;
    std::uint64_t changes_taken_ = 0;
};

}  // namespace qp::replica
