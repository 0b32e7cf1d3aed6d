// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/pull_lane.h"

namespace qp::replica {
namespace {

constexpr std::size_t kPageAnswerBytesMax = ops::kPageBytesMax + 64 * 1024;
constexpr std::size_t kSnapshotBytesMax = std::size_t{2} << 30;
constexpr std::uint32_t kSnapshotStepChanges = 500;
constexpr std::size_t kSnapshotStepBytes = 1024 * 1024;

store::Change as_stored(ops::Change&& change) {
    return store::Change{static_cast<domain::EntityKind>(change.kind),
                         change.id,
                         change.seq,
                         std::move(change.scope),
                         change.version,
                         std::move(change.payload)};
}

}  // namespace

Result<Request> PullLane::make() {
    auto cursor = content_.cursor();
    if (!cursor) {
        if (!note_damage(cursor.error())) return fail(cursor.error());
        cursor = Bytes{};
    }
    Request request;
    request.method = "GET";
    const std::string scopes = "?scope=" + ops::join_scopes(options_.scopes);
    if ((cursor->empty() || must_start_anew_) && options_.takes_snapshots && !wants_pages_) {
        request.lane = Lane::snapshot;
        request.target = "/api/v1/snapshot" + scopes;
        request.answer_bytes_max = kSnapshotBytesMax;
        return request;
    }
    if (must_start_anew_) {
        if (auto begun = start_anew(); !begun) return fail(begun.error());
        cursor->clear();
    }
    if (cursor->empty())
        if (auto begun = content_.begin_first_pull(); !begun) return fail(begun.error());
    request.lane = Lane::pull;
    request.target = "/api/v1/pull" + scopes;
    if (!cursor->empty()) request.target += "&cursor=" + to_base64url(*cursor);
    request.answer_bytes_max = kPageAnswerBytesMax;
    return request;
}

Result<ops::Page> PullLane::read_page(const Answer& answer) {
    if (answer.status == 410) {
        auto had = has_content();
        had_content_ = had && *had;
        must_start_anew_ = true;
        wants_pages_ = false;
        return fail(Code::too_old, "the city no longer serves this cursor");
    }
    if (answer.status != 200)
        return fail(Code::unavailable, "pull: status " + std::to_string(answer.status));
    auto page = ops::decode_page(answer.body, options_.city);
    if (!page) return fail(page.error());
    auto cursor = content_.cursor();
    if (!cursor) return fail(cursor.error());
    // Kept by a proxy, or under way while this disk was put back: what lies between would be
    // missing for good.
    if (page->after != *cursor ||
        ops::join_scopes(page->scopes) != ops::join_scopes(options_.scopes))
        return fail(Code::conflict, "a page that answers something else than what was asked");
    // Such a page would be asked for again at once, for ever.
    if (page->cursor.empty() || (page->has_more && page->cursor == *cursor))
        return fail(Code::malformed, "a page that leads nowhere");
    return page;
}

Status PullLane::take_page(const ops::Page& page, Instant now) {
    if (auto stored = store_page(page); !stored) {
        note_damage(stored.error());
        return stored;
    }
    pause_.begin(now, page.has_more ? Milliseconds{0} : options_.pull_every);
    return {};
}

Status PullLane::store_page(const ops::Page& page) {
    std::vector<store::Change> changes;
    changes.reserve(page.changes.size());
    for (const ops::Change& change : page.changes)
        changes.push_back(as_stored(ops::Change{change}));
    auto applied = content_.apply(changes, page.cursor);
    if (!applied) return fail(applied.error());
    changes_taken_ += applied->applied;
    if (page.has_more) return {};
    if (must_finish_) {
        if (auto finished = content_.finish_rebuild(page.cursor); !finished) return finished;
        must_finish_ = false;
    }
    wants_pages_ = false;
    return {};
}

bool PullLane::note_damage(const Error& error) {
    if (error.code != Code::damaged) return false;
    must_start_anew_ = true;
    is_damaged_ = true;
    return true;
}

Status PullLane::start_anew() {
    if (auto begun = is_damaged_ ? content_.clear() : content_.begin_rebuild(); !begun)
        return begun;
    must_start_anew_ = false;
    is_damaged_ = false;
    must_finish_ = true;
    return {};
}

Status PullLane::take_snapshot(store::Content& snapshot) {
    auto cursor = snapshot.cursor();
    if (!cursor) return fail(cursor.error());
    if (cursor->empty()) return fail(Code::damaged, "a snapshot without its cursor");
    auto had = has_content();
    had_content_ = had && *had;
    const auto is_ours = snapshot.is_within(options_.scopes);
    if (!is_ours) return fail(is_ours.error());
    if (*is_ours) {
        auto taken = content_.replace_with(snapshot);
        if (!taken) return fail(taken.error());
        changes_taken_ += *taken;
    } else if (auto taken = take_entities(snapshot, *cursor); !taken) {
        return taken;
    }
    must_start_anew_ = false;
    is_damaged_ = false;
    must_finish_ = false;
    wants_pages_ = false;
    pause_.end();  // what was published since then
    return {};
}

// Of a snapshot that holds more than was asked for.
Status PullLane::take_entities(store::Content& snapshot, BytesView cursor) {
    if (auto begun = start_anew(); !begun) return begun;
    std::uint64_t after = 0;
    for (;;) {
        auto step = snapshot.changes_since(after, options_.scopes, kSnapshotStepChanges,
                                           kSnapshotStepBytes);
        if (!step) return fail(step.error());
        if (step->empty()) break;
        if (step->back().seq <= after) return fail(Code::damaged, "a snapshot out of order");
        after = step->back().seq;
        auto applied = content_.apply(*step, {});
        if (!applied) return fail(applied.error());
        changes_taken_ += applied->applied;
    }
    return content_.finish_rebuild(cursor);
}

Result<bool> PullLane::is_ahead_of(store::Content& snapshot) {
    const auto held = content_.last_seq();
    if (!held) return fail(held.error());
    const auto offered = snapshot.last_seq();
    if (!offered) return fail(offered.error());
    return *held > *offered;
}

Result<bool> PullLane::has_content() {
    if (had_content_) return true;
    auto cursor = content_.cursor();
    if (!cursor) return fail(cursor.error());
    const auto is_part = content_.is_part();
    if (!is_part) return fail(is_part.error());
    had_content_ = !cursor->empty() && !*is_part;
    return had_content_;
}

Result<Bytes> PullLane::settled_cursor() {
    if (must_start_anew_ || must_finish_) return Bytes{};
    return content_.cursor();
}

}  // namespace qp::replica
