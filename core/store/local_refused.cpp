// SPDX-License-Identifier: EUPL-1.2
// Dead letters: what the city refused for good stays here until a person has seen to it.
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

Result<RefusedContribution> refused_of(BytesView hash, std::string_view code) {
    const auto named = to_array<32>(hash);
    if (!named) return fail(Code::damaged, "a stored hash");
    RefusedContribution refused;
    refused.hash = *named;
    refused.code = code;
    return refused;
}

}  // namespace

Result<std::vector<RefusedContribution>> Local::refused(std::uint32_t limit) {
    std::vector<RefusedContribution> all;
    const auto known = impl_->known_city();
    if (!known && known.error().code != Code::unavailable) return fail(known.error());
    auto operations = impl_->database.prepare(
        "SELECT hash, code, batch FROM outbox WHERE state = 2 ORDER BY number LIMIT ?1");
    if (!operations) return fail(operations.error());
    operations->bind(1, limit);
    for (auto row = operations->step();; row = operations->step()) {
        if (!row) return fail(row.error());
        if (!*row) break;
        auto refused = refused_of(operations->blob(0), operations->text(1));
        if (!refused) return fail(refused.error());
        // A batch that we cannot read ourselves may be the very reason why it was refused.
        refused->type = ops::OpType{};
        if (known) {
            const auto batch = ops::decode_own_batch(operations->blob(2), (*known)->city);
            if (batch) {
                refused->type = batch->operations.front().type;
                refused->written_at = ops::time_of(batch->operations.front().hlc);
            }
        }
        all.push_back(std::move(*refused));
    }
    auto ballots = impl_->database.prepare(
        "SELECT hash, code FROM ballots WHERE state = 2 ORDER BY hash LIMIT ?1");
    if (!ballots) return fail(ballots.error());
    ballots->bind(1, limit - static_cast<std::uint32_t>(all.size()));
    for (auto row = ballots->step();; row = ballots->step()) {
        if (!row) return fail(row.error());
        if (!*row) return all;
        auto refused = refused_of(ballots->blob(0), ballots->text(1));
        if (!refused) return fail(refused.error());
        all.push_back(std::move(*refused));
    }
}

Status Local::retry(const ops::Hash& refused) {
    for (const char* sql :
         {"UPDATE outbox SET state = 0, is_at_relay = 0, code = '' WHERE hash = ?1 AND state = 2",
          "UPDATE ballots SET state = 0, is_at_relay = 0, code = '' WHERE hash = ?1 AND state = "
          "2"}) {
        auto statement = impl_->database.prepare(sql);
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, refused).run(); !done) return done;
        if (impl_->database.changes() > 0) return {};
    }
    return fail(Code::not_found, "nothing refused has this hash");
}

}  // namespace qp::store
