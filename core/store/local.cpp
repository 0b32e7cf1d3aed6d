// SPDX-License-Identifier: EUPL-1.2
#include "core/store/local.h"

#include <utility>

#include "core/store/local_impl.h"
#include "core/store/local_schema.h"

namespace qp::store {

namespace {

// Longer than the city keeps backups (reference: received operations are pushed again after a
// restore). In days on which the city answered.
constexpr std::int64_t kRetentionDays = 90;
// How many of those days are told apart from new ones.
constexpr std::int64_t kKnownDays = 400;

Status forget_old(Database& database, std::int64_t today) {
    auto operations = database.prepare("DELETE FROM outbox WHERE state = 1 AND received_day < ?1");
    if (!operations) return fail(operations.error());
    if (auto done = operations->bind(1, today - kRetentionDays).run(); !done) return done;
    auto photos = database.prepare("DELETE FROM photos WHERE state = 1 AND received_day < ?1");
    if (!photos) return fail(photos.error());
    if (auto done = photos->bind(1, today - kRetentionDays).run(); !done) return done;
    auto ballots = database.prepare("DELETE FROM ballots WHERE state = 1 AND received_week < ?1");
    if (!ballots) return fail(ballots.error());
    if (auto done = ballots->bind(1, (today - kRetentionDays) / 7).run(); !done) return done;
    auto days = database.prepare("DELETE FROM city_days WHERE number < ?1");
    if (!days) return fail(days.error());
    return days->bind(1, today - kKnownDays).run();
}

}  // namespace

Result<Local> Local::open(const std::string& path, DeviceKind kind, Random& random, Clock& clock,
                          Room& room) {
    auto database = Database::open(path, kLocalMigrations);
    if (!database) return fail(database.error());
    auto impl = std::make_unique<Impl>(std::move(*database), kind, random, clock, room);
    if (kind == DeviceKind::kiosk) {
        auto memory = Database::open(":memory:", kPersonMigrations);
        if (!memory) return fail(memory.error());
        impl->memory.emplace(std::move(*memory));
    }
    if (auto read = impl->read_city(); !read) return fail(read.error());
    return Local{std::move(impl)};
}

Local::Local(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Local::Local(Local&&) noexcept = default;
Local& Local::operator=(Local&&) noexcept = default;
Local::~Local() = default;
Database& Local::database() {
    return impl_->database;
}

Status Local::Impl::refuse_when_full() {
    if (room.free_bytes() < kReserveBytesMin) {
        return fail(Code::no_space, "less than the reserve is free");
    }
    return {};
}

Status Local::Impl::read_city() {
    auto statement = database.prepare("SELECT id, keys FROM city");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    if (!*row) {
        city.reset();
        return {};
    }
    if (city && as_text(city->bytes) == as_text(statement->blob(1))) return {};
    auto keys = ops::decode_city_keys(statement->blob(1), statement->id(0).as<ops::CityId>());
    if (!keys) return fail(Code::damaged, "the stored city keys: " + keys.error().detail);
    city = std::move(*keys);
    return {};
}

Result<const ops::CityKeys*> Local::Impl::known_city() {
    // The sync thread may have stored newer ones through a connection of its own.
    if (!city || database.has_changed_elsewhere()) {
        if (auto read = read_city(); !read) return fail(read.error());
    }
    if (!city) return fail(Code::unavailable, "no city keys yet");
    return &*city;
}

Result<std::int64_t> Local::Impl::city_day() {
    auto statement = database.prepare("SELECT max(number) FROM city_days");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    return statement->integer(0);
}

Status Local::city_answered(Instant now) {
    const std::int64_t day = ms(now) / 86400000;
    {
        auto known = impl_->database.prepare("SELECT 1 FROM city_days WHERE day = ?1");
        if (!known) return fail(known.error());
        auto row = known->bind(1, day).step();
        if (!row) return fail(row.error());
        if (*row) return {};
    }
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto before = impl_->city_day();
    if (!before) return fail(before.error());
    auto add = impl_->database.prepare("INSERT INTO city_days(number, day) VALUES(?1, ?2)");
    if (!add) return fail(add.error());
    if (auto done = add->bind(1, *before + 1).bind(2, day).run(); !done) return done;
    if (auto done = forget_old(impl_->database, *before + 1); !done) return done;
    return transaction->commit();
}

Status Local::set_city(const ops::CityKeys& keys) {
    auto statement = impl_->database.prepare(
        "INSERT INTO city(one, id, keys) VALUES(1, ?1, ?2) "
        "ON CONFLICT DO UPDATE SET id = excluded.id, keys = excluded.keys");
    if (!statement) return fail(statement.error());
    if (auto done = statement->bind(1, keys.city.id).bind(2, keys.bytes).run(); !done) return done;
    impl_->city = keys;
    return {};
}

Result<std::optional<ops::CityKeys>> Local::city() {
    const auto known = impl_->known_city();
    if (known) return std::optional<ops::CityKeys>{**known};
    if (known.error().code == Code::unavailable) return std::optional<ops::CityKeys>{};
    return fail(known.error());
}

Status Local::set_setting(std::string_view key, std::string_view value) {
    auto statement = impl_->database.prepare(
        "INSERT INTO settings(key, value) VALUES(?1, ?2) "
        "ON CONFLICT DO UPDATE SET value = excluded.value");
    if (!statement) return fail(statement.error());
    return statement->bind(1, key).bind(2, value).run();
}

Result<std::optional<std::string>> Local::setting(std::string_view key) {
    auto statement = impl_->database.prepare("SELECT value FROM settings WHERE key = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, key).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<std::string>{};
    return std::optional<std::string>{std::string{statement->text(0)}};
}

Status Local::new_session() {
    if (impl_->kind != DeviceKind::kiosk) return {};
    auto done = impl_->memory->run(
        "DELETE FROM own_ideas; DELETE FROM choices; DELETE FROM secrets; DELETE FROM drafts;");
    if (!done) return done;
    // The log would still tell in which order ballots came. While the sync thread reads it stays
    // until the next session: nothing in it is readable anyway.
    if (auto moved = impl_->database.checkpoint(); !moved && moved.error().code != Code::timeout) {
        return moved;
    }
    return {};
}

Status Local::erase_person() {
    if (impl_->kind == DeviceKind::kiosk) return new_session();
    {
        auto transaction = Transaction::begin(impl_->database);
        if (!transaction) return fail(transaction.error());
        auto done = impl_->database.run(
            "DELETE FROM own_ideas; DELETE FROM choices; DELETE FROM secrets; DELETE FROM drafts;"
            "DELETE FROM own_edits; DELETE FROM ballots; DELETE FROM outbox WHERE state <> 0; "
            "DELETE FROM settings; DELETE FROM followed;"
            "DELETE FROM own_projects; DELETE FROM own_updates;"
            "DELETE FROM photos WHERE state <> 0; DELETE FROM city_days;"
            "DELETE FROM sqlite_sequence");
        if (!done) return done;
        if (done = transaction->commit(); !done) return done;
    }
    return impl_->database.checkpoint();
}

}  // namespace qp::store
