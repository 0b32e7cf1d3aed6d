// SPDX-License-Identifier: EUPL-1.2
// What a person reports to the editors. The device notes which idea it was, so that nobody reports
// it twice unawares; the note is the person's, and lies beside their ballot secret: what somebody
// finds wrong is nobody's business either, and goes whenever that goes.
#include "core/domain/entity.h"
#include "core/ops/payloads.h"
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

// In `secrets`: the key names the idea, the value is the epoch of the report's chain.
std::string note_of(const Id& idea) {
    return "report:" + idea.hex();
}

Result<std::optional<Bytes>> noted_epoch(Database& person, const Id& idea) {
    auto find = person.prepare("SELECT value FROM secrets WHERE key = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, note_of(idea)).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Bytes>{};
    const BytesView epoch = find->blob(0);
    return std::optional{Bytes{epoch.begin(), epoch.end()}};
}

Status note(Database& person, const Id& idea, const ops::Epoch& epoch) {
    auto insert = person.prepare("INSERT INTO secrets(key, value) VALUES(?1, ?2)");
    if (!insert) return fail(insert.error());
    return insert->bind(1, note_of(idea)).bind(2, epoch).run();
}

}  // namespace

Result<Saved> Local::report_idea(const Id& idea, const domain::ReportDraft& typed) {
    if (auto refused = impl_->refuse_when_full(); !refused) return fail(refused.error());
    const domain::ReportDraft draft = domain::cleaned(typed);
    if (!domain::is_complete(draft)) return fail(Code::bad_argument, "an unfinished report");
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    const ops::Report report{static_cast<std::uint8_t>(domain::EntityKind::idea), idea,
                             std::string{domain::slug(*draft.reason)}, draft.text};
    const auto made = ops::contribute(**known, {ops::Report::kType, 1, ops::encode(report)}, Id{},
                                      impl_->clock.now(), impl_->random);
    if (!made) return fail(made.error());

    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto before = noted_epoch(impl_->person(), idea);
    if (!before) return fail(before.error());
    if (*before) return Saved{idea, {}};
    if (auto queued = queue(impl_->database, *made); !queued) return fail(queued.error());
    if (!impl_->memory)
        if (auto noted = note(impl_->person(), idea, made->chain.epoch); !noted)
            return fail(noted.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    if (impl_->memory)
        if (auto noted = note(impl_->person(), idea, made->chain.epoch); !noted)
            return fail(noted.error());
    return Saved{idea, {}};
}

Result<std::optional<Delivery>> Local::reported(const Id& idea) {
    const auto epoch = noted_epoch(impl_->person(), idea);
    if (!epoch) return fail(epoch.error());
    if (!*epoch) return std::optional<Delivery>{};
    auto find = impl_->database.prepare("SELECT state, is_at_relay FROM outbox WHERE epoch = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, BytesView{**epoch}).step();
    if (!row) return fail(row.error());
    // Received so long ago that it is kept no more.
    if (!*row) return std::optional{Delivery::received};
    return std::optional{delivery_of(*find, 0, 1)};
}

Result<std::vector<Id>> Local::reported_ideas() {
    auto find = impl_->person().prepare(
        "SELECT substr(key, 8) FROM secrets WHERE key LIKE 'report:%' ORDER BY key");
    if (!find) return fail(find.error());
    std::vector<Id> ideas;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return ideas;
        const auto idea = Id::from_hex(find->text(0));
        if (!idea) return fail(Code::damaged, "the note of a report");
        ideas.push_back(*idea);
    }
}

Result<std::optional<Id>> Local::Impl::idea_of_report(BytesView epoch) {
    auto find = person().prepare(
        "SELECT substr(key, 8) FROM secrets WHERE value = ?1 AND key LIKE 'report:%'");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, epoch).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Id>{};
    return Id::from_hex(find->text(0));
}

Status Local::Impl::forget_report(BytesView epoch) {
    auto forget = person().prepare("DELETE FROM secrets WHERE value = ?1 AND key LIKE 'report:%'");
    if (!forget) return fail(forget.error());
    return forget->bind(1, epoch).run();
}

}  // namespace qp::store
