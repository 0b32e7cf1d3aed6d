// SPDX-License-Identifier: EUPL-1.2
// Content as a whole file: what a city hands out as a snapshot and a device takes over. Pages are
// copied as they are; going through it entity by entity would index every word again.
#include "core/store/content_impl.h"

namespace qp::store {

Result<bool> Content::is_within(const std::vector<std::string>& scopes) {
    std::string sql = "SELECT 1 FROM entities INDEXED BY entities_by_seq WHERE scope NOT IN (";
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        sql += (i == 0 ? "?" : ", ?") + std::to_string(i + 1);
    }
    auto statement = impl_->database.prepare_once(sql + ") LIMIT 1");
    if (!statement) return fail(statement.error());
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        statement->bind(static_cast<int>(i) + 1, scopes[i]);
    }
    const auto row = statement->step();
    if (!row) return fail(row.error());
    return !*row;
}

Status Content::copy_to(const std::string& path, BytesView cursor) {
    if (auto copied = impl_->database.copy_to(path); !copied) return copied;
    auto copy = Content::open(path);
    if (!copy) return fail(copy.error());
    if (auto set = copy->impl_->set_meta("cursor", cursor); !set) return set;
    return copy->impl_->database.checkpoint();
}

Result<std::uint64_t> Content::replace_with(Content& copy) {
    auto count = [&]() -> Result<std::uint64_t> {
        auto statement = copy.impl_->database.prepare("SELECT count(*) FROM entities");
        if (!statement) return fail(statement.error());
        const auto row = statement->step();
        if (!row) return fail(row.error());
        return static_cast<std::uint64_t>(statement->integer(0));
    }();
    if (!count) return count;
    // Whoever waits for the first content need not wait for the disk: if a power cut takes it, it
    // is fetched again, as it was the first time.
    auto held = impl_->database.prepare("SELECT 1 FROM entities LIMIT 1");
    if (!held) return fail(held.error());
    const auto row = held->step();
    if (!row) return fail(row.error());
    const bool is_first = !*row;
    held->reset();
    const auto durable = is_first ? Database::Durable::with_checkpoint : Database::Durable::at_once;
    if (auto done = impl_->database.replace_with(copy.impl_->database, durable); !done) {
        return fail(done.error());
    }
    // The log holds all of it, and words that are gone now. Where nothing was there no words are
    // gone, and the log goes with the next change.
    impl_->owes_empty_log = true;
    if (!is_first) impl_->empty_log_where_owed();
    return count;
}

// Page for page, which asks nothing of what is there.
Status Content::clear() {
    auto empty = Content::open(":memory:");
    if (!empty) return fail(empty.error());
    auto done = replace_with(*empty);
    return done ? Status{} : fail(done.error());
}

}  // namespace qp::store
