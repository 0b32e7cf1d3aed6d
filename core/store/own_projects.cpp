// SPDX-License-Identifier: EUPL-1.2
#include "core/store/own_projects.h"

#include "core/store/outbox.h"

namespace qp::store {

namespace {

struct OwnChain {
    ops::KeyPair author;
    ops::ChainState chain;
};

Result<std::optional<OwnChain>> chain_of(Database& database, const Id& project) {
    auto find =
        database.prepare("SELECT seed, epoch, seq, head FROM own_projects WHERE project = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, project).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<OwnChain>{};
    const auto seed = to_array<32>(find->blob(0));
    const auto epoch = to_array<8>(find->blob(1));
    const auto head = to_array<32>(find->blob(3));
    if (!seed || !epoch || !head) return fail(Code::damaged, "a project's key");
    return std::optional{OwnChain{ops::KeyPair::from_seed(*seed),
                                  {*epoch, static_cast<std::uint32_t>(find->integer(2)), *head}}};
}

Status keep_chain(Database& database, const Id& project, const OwnChain& own) {
    auto keep = database.prepare(
        "INSERT INTO own_projects(project, seed, epoch, seq, head) VALUES(?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO UPDATE SET epoch = ?3, seq = ?4, head = ?5");
    if (!keep) return fail(keep.error());
    keep->bind(1, project).bind(2, own.author.seed()).bind(3, own.chain.epoch);
    return keep->bind(4, own.chain.seq).bind(5, own.chain.head).run();
}

Result<bool> is_fork(Database& database, const OwnChain& own) {
    auto find = database.prepare(
        "SELECT 1 FROM outbox WHERE author = ?1 AND epoch = ?2 AND state = 2 AND code = ?3");
    if (!find) return fail(find.error());
    find->bind(1, own.author.public_key()).bind(2, own.chain.epoch);
    return find->bind(3, name(Code::conflict)).step();
}

Result<ops::CityKeys> city_of(Local& local) {
    if (local.free_bytes() < kReserveBytesMin)
        return fail(Code::no_space, "less than the reserve is free");
    auto city = local.city();
    if (!city) return fail(city.error());
    if (!*city) return fail(Code::unavailable, "no city keys yet");
    return std::move(**city);
}

Status keep_update(Database& database, const ops::ProjectUpdateOp& update, std::int64_t queued,
                   Instant now) {
    auto keep = database.prepare(
        "INSERT INTO own_updates(id, project, outbox_number, title, text, language, stage, "
        "help_wanted, saved_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    if (!keep) return fail(keep.error());
    keep->bind(1, update.update).bind(2, update.project).bind(3, queued).bind(4, update.title);
    keep->bind(5, update.text).bind(6, update.language).bind(9, ms(now));
    if (update.stage) keep->bind(7, std::int64_t{*update.stage});
    if (update.help_wanted) keep->bind(8, domain::text_of(*update.help_wanted));
    return keep->run();
}

OwnUpdate update_of(const Statement& row) {
    OwnUpdate own;
    own.id = row.id(0);
    own.draft.title = row.text(1);
    own.draft.text = row.text(2);
    own.draft.language = row.text(3);
    if (!row.is_null(4)) own.draft.stage = static_cast<domain::Stage>(row.integer(4));
    if (!row.is_null(5)) own.draft.help_wanted = domain::lines_of(row.text(5));
    own.saved_at = instant(row.integer(6));
    own.delivery = delivery_of(row, 7, 9);
    own.refusal = row.text(8);
    return own;
}

}  // namespace

Result<ops::PublicKey> make_project_key(Local& local, const Id& project, Random& random) {
    const auto city = city_of(local);
    if (!city) return fail(city.error());
    Database& database = local.database();
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    const auto held = chain_of(database, project);
    if (!held) return fail(held.error());
    if (*held) return (*held)->author.public_key();
    const ops::KeyPair author = ops::KeyPair::generate(random);
    const OwnChain own{author, ops::new_chain(city->city, author.public_key(), random)};
    if (auto kept = keep_chain(database, project, own); !kept) return fail(kept.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return author.public_key();
}

Result<std::optional<ops::PublicKey>> project_key(Local& local, const Id& project) {
    const auto held = chain_of(local.database(), project);
    if (!held) return fail(held.error());
    if (!*held) return std::optional<ops::PublicKey>{};
    return std::optional{(*held)->author.public_key()};
}

Result<std::vector<Id>> own_projects(Local& local) {
    auto find = local.database().prepare("SELECT project FROM own_projects ORDER BY project");
    if (!find) return fail(find.error());
    std::vector<Id> projects;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return projects;
        projects.push_back(find->id(0));
    }
}

Status save_update(Local& local, const Id& project, const domain::ProjectUpdateDraft& typed,
                   Instant now, Random& random) {
    const domain::ProjectUpdateDraft draft = domain::cleaned(typed);
    if (!domain::check(draft).empty()) return fail(Code::bad_argument, "an unfinished update");
    const auto city = city_of(local);
    if (!city) return fail(city.error());
    Database& database = local.database();
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    auto own = chain_of(database, project);
    if (!own) return fail(own.error());
    if (!*own) return fail(Code::not_found, "no key for this project on this device");
    const auto forked = is_fork(database, **own);
    if (!forked) return fail(forked.error());
    if (*forked) (*own)->chain = ops::new_chain(city->city, (*own)->author.public_key(), random);

    ops::ProjectUpdateOp update{project, random_id<Id>(random), draft.title,   draft.text,
                                {},      draft.help_wanted,     draft.language};
    if (draft.stage) update.stage = static_cast<std::uint8_t>(*draft.stage);
    const auto made =
        ops::contribute_again(*city, (*own)->author, (*own)->chain,
                              {update.kType, 1, ops::encode(update)}, Id{}, now, random);
    if (!made) return fail(made.error());
    const auto queued = queue(database, *made);
    if (!queued) return fail(queued.error());
    (*own)->chain = made->chain;
    if (auto kept = keep_chain(database, project, **own); !kept) return kept;
    if (auto kept = keep_update(database, update, *queued, now); !kept) return kept;
    return transaction->commit();
}

Result<std::vector<OwnUpdate>> own_updates(Local& local, const Id& project) {
    auto find = local.database().prepare(
        "SELECT u.id, u.title, u.text, u.language, u.stage, u.help_wanted, u.saved_at, o.state, "
        "o.code, o.is_at_relay FROM own_updates u LEFT JOIN outbox o ON o.number = u.outbox_number "
        "WHERE u.project = ?1 ORDER BY u.number DESC");
    if (!find) return fail(find.error());
    find->bind(1, project);
    std::vector<OwnUpdate> updates;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return updates;
        updates.push_back(update_of(*find));
    }
}

}  // namespace qp::store
